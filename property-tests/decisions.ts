import { readPolicy } from '#policy-document'
import { createEngine, type Engine } from '../reference-server/policy/engine.ts'
import type { Path, SessionFacts } from '../reference-server/policy/facts.ts'
import { canonicalAddress } from '../reference-server/policy/addresses/ip-address.ts'
import { profiles } from '../reference-server/profiles/profiles.ts'
import type { Circumstances, Event } from './arbitraries/circumstances.ts'
import { isExempt, mayAddMessage } from '../scenarios/properties/models/rate-limit.ts'
import { mayReach } from '../scenarios/properties/models/relay.ts'
import { mayAnnounce } from '../scenarios/properties/models/submission.ts'
import type { Login, Visit, World } from '../scenarios/properties/models/world.ts'

/** Whether the sender may be announced, the recipient named and the message handed over. */
export interface Answers {
  readonly mail: boolean
  readonly rcpt: boolean
  readonly message: boolean
}

const beginning = Date.UTC(2026, 0, 1)

/** What the engine answers. It is told of everything in the order it happened. */
export async function engineAnswers(given: Circumstances): Promise<Answers> {
  const reading = readPolicy(profiles[given.product], [given.policy])
  if (reading.problems)
    throw new Error(reading.problems.map(({ path, text }) => `${path}: ${text}`).join('\n'))
  let now = beginning
  const engine = createEngine(reading.policy, profiles[given.product].conduct, {
    lookUps: { addresses: async () => ({ found: new Map(Object.entries(given.names)), at: now }) },
  })
  engine.adoptFiles({
    bypass: { localSenders: given.bypassesLocalSenders },
    hosts: new Map(Object.entries(given.hosts)),
  })
  const address = peer(given.session.address)
  for (const event of given.before) await engineHears(engine, event, (now += event.after))
  now += given.untilStart
  const start = { ...passerBy(address, now), ...given.session, address }
  await engine.decide('connect', start)
  for (const event of given.during) await engineHears(engine, event, (now += event.after))
  now += given.untilAsked
  const facts = { ...start, now, reversePath: given.from === null ? null : path(given.from) }
  return {
    mail: (await engine.decide('mail', facts)).permits,
    rcpt: (await engine.decide('rcpt', { ...facts, forwardPath: path(given.to), others: 0 })).permits,
    message: (await engine.decide('message', { ...facts, recipients: 1 })).permits,
  }
}

async function engineHears(engine: Engine, event: Event, at: number): Promise<void> {
  const { address, ...facts } = passerBy(peer(event.address), at)
  if (event.is === 'login') {
    const { session, now } = facts
    await engine.decide('login', {
      session,
      protocol: event.protocol,
      address,
      account: 'alice@local.test',
      now,
    })
  } else {
    const reversePath = event.from === null ? null : path(event.from)
    await engine.decide('message', { ...facts, address, reversePath, recipients: 1 })
  }
}

/** What the models answer. They record everything, and look through all of it when they are asked. */
export function modelAnswers(given: Circumstances): Answers {
  let world: World = { ...given, logins: [], messages: [], answered: [] }
  let now = beginning
  for (const event of given.before) world = heard(world, event, (now += event.after))
  now += given.untilStart
  const session = {
    ...given.session,
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
  const { address } = event
  if (event.is === 'login') {
    const login: Login = { protocol: event.protocol, address, at }
    return { ...world, logins: [...world.logins, login] }
  }
  const visit: Visit = { ...passerBy(address, at), startedAt: at, loginsBefore: [] }
  if (!mayAddMessage(world, visit, event.from)) return world
  const exempt = isExempt(world, visit, event.from)
  return { ...world, messages: [...world.messages, { address, at, exempt }] }
}

const passerBy = (address: string, at: number): SessionFacts => ({
  session: { startedAt: at },
  protocol: 'smtp',
  port: 25,
  address,
  now: at,
  authFailed: false,
})

/** The server sees peers in one spelling; the models are told the address as it was written. */
const peer = (address: string): string => canonicalAddress(address) ?? address

export const path = (text: string): Path => {
  const at = text.lastIndexOf('@')
  return at < 0
    ? { localPart: text, domain: '', text }
    : { localPart: text.slice(0, at), domain: text.slice(at + 1).toLowerCase(), text }
}
