import type { ClaimRecord, Step, Subject } from '#evidence'
import { readPolicy } from '#policy-document'
import { profiles } from '#profiles'
import type { Account, Client, Peer, Scenario } from '#dsl'
import { HarnessFault, NeedUnmet, StepRefused } from '../../evidence/faults.ts'
import type { Recorder } from '../../evidence/recorder.ts'
import type { StagedAccount, Staging } from '../../targets/target.ts'
import { claimsFor } from './claims.ts'
import { createCasting, undisturbedOf, type Note } from './casting.ts'
import type { Aside, Disturbing } from './conduct.ts'
import { decides, weighed } from './doubt.ts'
import { powersOf } from './powers.ts'
import { inItsNames, type RoleParts } from './reach.ts'
import type { SentMail } from './sent-mail.ts'
import { sendersAbroad, sendersTowards, type SentinelSender } from './sentinel.ts'
import type { StoryTime } from './story-time.ts'
import { clientVerbs } from './verbs/client.ts'
import type { Boundary } from './verbs/clock.ts'
import { peerVerbs, type PeerParts } from './verbs/peer.ts'

export interface WorldParts {
  readonly scenario: Scenario
  /** Role → stage address. */
  readonly sources: Readonly<Record<string, string>>
  readonly staging: Staging
  readonly recorder: Recorder
  readonly steps: Step[]
  readonly claims: ClaimRecord[]
  readonly time: StoryTime
  readonly mustForm: boolean
  readonly disturbing?: Disturbing
}

/** Builds what the story is given: the clients, accounts and powers of its head, by name, and nothing else. */
export function openWorld(parts: WorldParts): Readonly<Record<string, unknown>> {
  const { scenario, sources, staging, recorder, steps, claims, time, mustForm, disturbing } = parts
  recorder.masks(...(staging.secrets ?? []))
  const known = new Map<string, StagedAccount>()
  const welcome = (account: StagedAccount): Account => {
    known.set(account.address, account)
    recorder.masks(account.password)
    return { address: account.address }
  }
  const accounts = Object.fromEntries(
    Object.keys(scenario.accounts).map((name) => [name, welcome(stagedAccount(staging, name))]),
  )
  const note: Note = (actor, verb, details, sessions = []) =>
    steps.push({ at: staging.now(), actor, verb, with: details, sessions, order: recorder.lines }) - 1
  const secretOf = ({ address }: Account): StagedAccount => {
    const account = known.get(address)
    if (account?.noLogin !== undefined) throw new NeedUnmet(`login of ${address}`, account.noLogin)
    return account ?? { address, login: address, password: 'no such account' }
  }
  const interferes = disturbing?.interferes?.(() => aside)
  const { casts, stepOf } = createCasting(note, (name, does) => time.step(name, does), interferes)
  const sent: SentMail[] = []
  const common = {
    sent,
    staging,
    recorder,
    secretOf,
    conduct: disturbing?.conduct ?? {},
    note,
    casts,
    scenario: scenario.id,
    startedAt: staging.now(),
    signal: time.signal,
  }
  const boundary: Boundary = {}
  const roles = new Map(
    Object.entries(sources).map(([role, source]): [string, RoleParts] => [role, { ...common, role, source }]),
  )
  const clients = Object.fromEntries(
    [...roles].map(([name, own]) => [
      name,
      casts<RoleParts, Client>({ name, parts: own, verbs: clientVerbs }),
    ]),
  )
  const senders = (): readonly SentinelSender[] => sendersAbroad(steps, roles)
  const peers = Object.fromEntries(
    Object.entries(scenario.peers).map(([name, spec]) => {
      const sink = staging.peers?.[name]
      if (!sink) throw new HarnessFault(`the target was set up without the peer ${name} and did not say so`)
      const towards = () => sendersTowards(spec, senders())
      const own: PeerParts = { name, sink, staging, recorder, sent, senders: towards, told: new Set() }
      return [name, casts<PeerParts, Peer>({ name, parts: own, verbs: peerVerbs })]
    }),
  )
  const powers = powersOf({ staging, recorder, casts, boundary, welcome, senders, sent })
  const aside: Aside = {
    clients: undisturbed(clients),
    accounts,
    powers: undisturbed(Object.fromEntries(scenario.uses.map((power) => [power, powers[power]()]))),
  }
  const noted = (told: Omit<ClaimRecord, 'step'>): void => {
    inTime(told.subject, boundary)
    decides(told, staging, scenario)
    const claim = weighed(told, staging)
    const step = stepOf(claim.subject)
    claims.push(step === undefined ? claim : { ...claim, step })
  }
  return {
    ...clients,
    ...accounts,
    ...peers,
    ...Object.fromEntries(scenario.uses.map((power) => [power, powers[power]()])),
    // Read only when a story looks at it, which few stories do.
    get policy() {
      return policyGiven(scenario, staging)
    },
    claim: claimsFor(scenario.clauses, mustForm, noted, (text) => inItsNames({ staging }, text)),
  }
}

const undisturbed = <Kind>(actors: Readonly<Record<string, Kind>>): Readonly<Record<string, Kind>> =>
  Object.fromEntries(Object.entries(actors).map(([name, actor]) => [name, undisturbedOf(actor)]))

/** Where time flows, a slow machine may delay a step past the boundary it has to come before: then it proves nothing. */
function inTime({ when: { notAfter } }: Subject, { before = Infinity }: Boundary): void {
  if (notAfter < before) return
  throw new StepRefused(
    `what was to be seen before ${new Date(before).toISOString()} was over only at ${new Date(notAfter).toISOString()}: this machine is too slow`,
  )
}

function stagedAccount(staging: Staging, name: string): StagedAccount {
  const account = staging.accounts[name]
  if (!account) throw new StepRefused(`the target has no account for ${name}`)
  return account
}

/** The policy as read: durations in milliseconds, limits as numbers. */
function policyGiven({ profile }: Scenario, staging: Staging): unknown {
  const read = readPolicy(profiles[profile], [staging.policy])
  if (read.problems) {
    throw new HarnessFault(
      `the policy applied cannot be read: ${read.problems.map((p) => `${p.path}: ${p.text}`).join('; ')}`,
    )
  }
  return read.policy
}
