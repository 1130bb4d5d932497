import { HarnessFault } from '../../evidence/faults.ts'
import type { Needs } from '../../targets/target.ts'
import { findClause } from '#clauses'
import type { Scenario } from '#dsl'
import type { PolicyDocument } from '#policy-document'
import { profiles } from '#profiles'

/** The network of clients that no policy may name: the third one of RFC 5737. */
const outsideNetwork = '203.0.113.'
const firstOutside = 10

/**
 * Derives from a head what it asks of a target. Each client declared `outside` gets an address, in the order written.
 *
 * @param seed the seed of the run; each scenario gets its own from it and its id
 * @throws HarnessFault when the policy names the network kept for outsiders
 */
export function needsOf(scenario: Scenario, seed: number): Needs {
  if (JSON.stringify(scenario.policy).includes(outsideNetwork)) {
    throw new HarnessFault(
      `${scenario.id}: its policy names ${outsideNetwork}0/24, which is reserved for outside clients`,
    )
  }
  let next = firstOutside
  const sources = Object.entries(scenario.clients).map(
    ([role, client]) => [role, client.from === 'outside' ? outsideNetwork + next++ : client.address] as const,
  )
  return {
    scenario: scenario.id,
    profile: scenario.profile,
    policy: scenario.policy,
    ...(scenario.parameters && { parameters: scenario.parameters }),
    fixed: fixedFor(scenario),
    ...(countsMail(scenario) && { emptyMailboxes: true }),
    accounts: scenario.accounts,
    sources: Object.fromEntries(sources),
    ...(Object.keys(scenario.peers).length > 0 && { peers: scenario.peers }),
    uses: scenario.uses,
    seed: seedFor(seed, scenario.id),
  }
}

/** Rules of POP3 and IMAP are shown by how many messages there are, and by their numbers. */
const countsMail = ({ clauses }: Scenario): boolean =>
  clauses.some((id) => /^rfc(?:1939|2449|3501)\./.test(id))

/** What its clauses depend on and its product leaves nobody to choose: no head states it. */
function fixedFor({ clauses, profile }: Scenario): PolicyDocument {
  const keys = clauses.flatMap((id) => {
    const clause = findClause(id)
    return clause && 'settings' in clause ? clause.settings.map(({ key }) => key) : []
  })
  const fixed = Object.entries(profiles[profile].settings).flatMap(([key, setting]) =>
    setting.fixed !== undefined && keys.includes(key) ? [[key.split('.'), setting.fixed] as const] : [],
  )
  const sections = Map.groupBy(fixed, ([[section = '']]) => section)
  return Object.fromEntries(
    [...sections].map(([section, rows]) => [
      section,
      Object.fromEntries(rows.map(([[, name = ''], value]) => [name, value])),
    ]),
  )
}

/** One seed from two: FNV-1a over the run's seed and the scenario's id, 32 bits. */
export function seedFor(seed: number, id: string): number {
  let hash = 0x811c9dc5
  for (const letter of `${seed}/${id}`) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  }
  return hash >>> 0
}
