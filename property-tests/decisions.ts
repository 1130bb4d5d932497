import { readPolicy } from '#policy-document'
import { createEngine, type Engine } from '../reference-server/policy/engine.ts'
import type { Path, SessionFacts } from '../reference-server/policy/facts.ts'
import { canonicalAddress } from '../reference-server/policy/ip-address.ts'
import { profiles } from '../reference-server/profiles/profiles.ts'
import type { Circumstances, Event } from './arbitraries/circumstances.ts'
import { isExempt, mayAddMessage } from './models/rate-limit.ts'
import { mayReach } from './models/relay.ts'
import { mayAnnounce } from './models/submission.ts'
import type { Login, Visit, World } from './models/world.ts'

/** Whether the sender may be announced, the recipient named and the message handed over. */
export interface Answers {
  readonly mail: boolean
  readonly rcpt: boolean
  readonly message: boolean
}

const beginning = Date.UTC(2026, 0, 1)

/** What the engine answers. It hears of everything in the order it happened. */
export function engineAnswers(given: Circumstances): Answers {
  const reading = readPolicy(profiles[given.product], [given.policy])
  if (reading.problems)
    throw new Error(reading.problems.map(({ path, text }) => `${path}: ${text}`).join('\n'))
  const engine = createEngine(reading.policy, profiles[given.product].conduct)
  engine.adoptFiles({
    bypass: { localSenders: given.bypassesLocalSenders },
    hosts: new Map(Object.entries(given.hosts)),
    names: new Map(Object.entries(given.names)),
  })
  let now = beginning
  const address = peer(given.session.address)
  for (const event of given.before) engineHears(engine, event, (now += event.after))
  now += given.untilStart
  const session = {
    ...given.session,
    address,
    startedAt: now,
    windowAtStart: engine.isWindowOpen(address, now),
  }
  for (const event of given.during) engineHears(engine, event, (now += event.after))
  const facts = {
    ...session,
    now: now + given.untilAsked,
    reversePath: given.from === null ? null : path(given.from),
  }
  return {
    mail: engine.decide('mail', facts).permits,
    rcpt: engine.decide('rcpt', { ...facts, forwardPath: path(given.to) }).permits,
    message: engine.decide('message', facts).permits,
  }
}

function engineHears(engine: Engine, event: Event, at: number): void {
  const address = peer(event.address)
  if (event.is === 'login')
    engine.learnLogin({ protocol: event.protocol, address, account: 'alice@local.test', at })
  else
    engine.learnMessage({
      ...passerBy(address, at),
      reversePath: event.from === null ? null : path(event.from),
      recipients: 1,
    })
}

/** What the models answer. They write everything down and look it all through when asked. */
export function modelAnswers(given: Circumstances): Answers {
  let world: World = { ...given, logins: [], messages: [] }
  let now = beginning
  for (const event of given.before) world = heard(world, event, (now += event.after))
  now += given.untilStart
  const session = {
    ...given.session,
    address: peer(given.session.address),
    startedAt: now,
    loginsBefore: world.logins,
  }
  for (const event of given.during) world = heard(world, event, (now += event.after))
  const visit: Visit = { ...session, now: now + given.untilAsked }
  return {
    mail: mayAnnounce(world, visit, given.from) && mayAddMessage(world, visit, given.from),
    rcpt: mayReach(world, visit, given.from, given.to),
    message: mayAddMessage(world, visit, given.from),
  }
}

function heard(world: World, event: Event, at: number): World {
  const address = peer(event.address)
  if (event.is === 'login') {
    const login: Login = { protocol: event.protocol, address, at }
    return { ...world, logins: [...world.logins, login] }
  }
  const visit: Visit = { ...passerBy(address, at), loginsBefore: [] }
  const exempt = isExempt(world, visit, event.from)
  return { ...world, messages: [...world.messages, { address, at, exempt }] }
}

const passerBy = (address: string, at: number): SessionFacts => ({
  port: 25,
  address,
  now: at,
  startedAt: at,
  windowAtStart: false,
  authFailed: false,
})

/** The server sees peers in one spelling. */
const peer = (address: string): string => canonicalAddress(address) ?? address

export const path = (text: string): Path => {
  const at = text.lastIndexOf('@')
  return at < 0
    ? { localPart: text, domain: '', text }
    : { localPart: text.slice(0, at), domain: text.slice(at + 1).toLowerCase(), text }
}
