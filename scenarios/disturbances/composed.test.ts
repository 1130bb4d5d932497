import { expect, test } from 'vitest'
import { outside, scenario } from '#dsl'
import { composed } from './composed.ts'
import { disturbance } from './disturbance.ts'

const story = scenario('relay/some-story', {
  title: 'A story',
  clauses: ['kerio.relay.remote-only-authorized'],
  profile: 'kerio',
  policy: {},
  clients: { visitor: outside },
  run: async () => {},
})

const why = 'It tells nothing.'
const doubled = disturbance('doubled', {
  why,
  meddlesWith: [],
  args: ({ given }) => given.flatMap((each) => [each, each]),
})
const numbered = disturbance('numbered', {
  why,
  meddlesWith: [],
  args: ({ given, nth, nthOfActor }) => [...given, nth, nthOfActor],
})
const twice = disturbance('twice', {
  why,
  meddlesWith: [],
  around: async (_, goes) => {
    await goes()
    return goes()
  },
})

const aside = { clients: {}, accounts: {}, powers: {} }
const stepOf = (actor: string) => ({ actor, verb: 'says', given: ['x'], inSession: false })

test('each changes the arguments that those before it have made, and steps are counted', async () => {
  const taken: (readonly unknown[])[] = []
  const interferes = composed([doubled, numbered]).disturbing.interferes?.(() => aside)
  for (const actor of ['laptop', 'phone', 'laptop'])
    await interferes?.(stepOf(actor), async (given) => taken.push(given))
  expect(taken).toEqual([
    ['x', 'x', 1, 1],
    ['x', 'x', 2, 1],
    ['x', 'x', 3, 2],
  ])
})

test('a step that two take twice is taken four times', async () => {
  let taken = 0
  const interferes = composed([twice, twice]).disturbing.interferes?.(() => aside)
  await interferes?.(stepOf('laptop'), async () => ++taken)
  expect(taken).toBe(4)
})

test("a server that starts with another policy takes an operator to bring it to the story's", () => {
  const late = disturbance('late', { why, meddlesWith: [], policy: () => ({ relay: { mode: 'open' } }) })
  const { head, disturbing } = composed([late])
  expect(head(story).uses).toEqual(['operator'])
  expect(disturbing.startsWith?.({})).toEqual({ relay: { mode: 'open' } })
})
