import { hasOneClient, hasOneSession } from '../../dependences.ts'
import { disturbance } from '../../disturbance.ts'
import { withWay } from '../../steps.ts'

/** The arguments of a step whose client greets by a name, where the story gives it none. */
const greetingAs = (name: string) => (way: { readonly helo?: string }) => ({ helo: name, ...way })

export const sameHelo = disturbance('same-helo-for-all', {
  why: 'Who a client is does not follow from the name it greets by: two clients may use the same one.',
  meddlesWith: [],
  unless: [hasOneClient],
  fills: ['helo'],
  args: (step) => withWay(step, greetingAs('one.client.test')),
})

export const anotherHelo = disturbance('another-helo-each-session', {
  why: 'A client stays the same when it greets by another name in each session.',
  meddlesWith: [],
  unless: [hasOneSession],
  fills: ['helo'],
  args: (step) => withWay(step, greetingAs(`n${step.nth}.client.test`)),
})

export const literalHelo = disturbance('helo-is-an-address-literal', {
  why: 'An address literal in EHLO, even of a trusted network, says nothing about where a client is.',
  meddlesWith: [],
  fills: ['helo'],
  args: (step) => withWay(step, greetingAs('[192.0.2.20]')),
})
