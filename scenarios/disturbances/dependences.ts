import { clientVerbs } from '../run/story/verbs/client.ts'
import type { Dependence } from './disturbance.ts'

// What the plain play of a story shows that it depends on.

/** The story looks at what a message says, and not only for it. */
export const readsLetters: Dependence = ({ steps }) =>
  steps.some(({ verb }) => readingVerbs.has(verb)) ? 'the story reads what a message says' : undefined

const readingVerbs = new Set(
  Object.entries(clientVerbs).flatMap(([name, { readsLetters: reads }]) => (reads ? [name] : [])),
)

/** So many failed logins of a client are borne without delay, even when each comes twice. */
const borneFailures = 8

/** The story fails to log in so often that a server may slow its clients down. */
export const failsOften: Dependence = ({ steps }) =>
  steps.filter(({ verb, with: words }) => verb === 'failsToLogIn' || 'password' in words).length >
  borneFailures
    ? 'the story fails to log in so often that a server may slow it down'
    : undefined

/** The story writes its commands and messages octet for octet, so that no other sender can stand in them. */
export const writesOctets: Dependence = ({ steps }) =>
  steps.some(({ verb }) => verb === 'writes') ? 'the story writes its messages as octets' : undefined

/** The story needs an extension, and only a server that is greeted by EHLO tells which it has. */
export const requiresExtensions: Dependence = ({ steps }) =>
  steps.some(({ verb }) => verb === 'requires') ? 'the story requires an extension' : undefined
