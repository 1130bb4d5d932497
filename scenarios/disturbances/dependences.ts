import { speaks } from '../evidence/services.ts'
import { clientVerbs } from '../run/story/verbs/client.ts'
import type { Evidence } from '#evidence'
import type { Dependence } from './disturbance.ts'

// What the plain play of a story shows that it depends on, or has none of.

/** The story looks at what a message says, and not only for it. */
export const readsLetters: Dependence = ({ steps }) =>
  steps.some(({ verb }) => readingVerbs.has(verb)) ? 'the story reads what a message says' : undefined

const readingVerbs = new Set(
  Object.entries(clientVerbs).flatMap(([name, { readsLetters: reads }]) => (reads ? [name] : [])),
)

type Step = Evidence['steps'][number]

const isWrongLogin = ({ verb, with: words }: Step): boolean => verb === 'failsToLogIn' || 'password' in words

/** Nobody shows a wrong password. */
export const nobodyFails: Dependence = ({ steps }) =>
  steps.some(isWrongLogin) ? undefined : 'nobody fails to log in'

/** No step is about a login; that somebody looks into a mailbox for the story is none. */
export const nobodyLogsIn: Dependence = ({ steps }) =>
  steps.some((step) => loginVerbs.has(step.verb) || 'as' in step.with) ? undefined : 'nobody logs in'

const loginVerbs = new Set(['logsIn', 'failsToLogIn', 'authenticates'])

const smtpSessions = ({ sessions }: Evidence) => sessions.filter(({ service }) => speaks(service, 'smtp'))

/** With less than two SMTP sessions none can be another than the one before. */
export const hasOneSession: Dependence = (plain) =>
  smtpSessions(plain).length < 2 ? 'it has no second SMTP session' : undefined

/** With less than two clients none can do the same as another. */
export const hasOneClient: Dependence = (plain) =>
  new Set(smtpSessions(plain).map(({ client }) => client)).size < 2
    ? 'no second client speaks SMTP'
    : undefined

/** So many failed logins of a client are borne without delay, even when each comes twice. */
const borneFailures = 8

/** The story fails to log in so often that a server may slow its clients down. */
export const failsOften: Dependence = ({ steps }) =>
  steps.filter(isWrongLogin).length > borneFailures
    ? 'the story fails to log in so often that a server may slow it down'
    : undefined

/** The story writes its commands and messages octet for octet, so that no other sender can stand in them. */
export const writesOctets: Dependence = ({ steps }) =>
  steps.some(({ verb }) => verb === 'writes') ? 'the story writes its messages as octets' : undefined

/** The story needs an extension, and only a server that is greeted by EHLO tells which it has. */
export const requiresExtensions: Dependence = ({ steps }) =>
  steps.some(({ verb }) => verb === 'requires') ? 'the story requires an extension' : undefined
