import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readEvidence } from '../reports/evidence-json.ts'
import { judge } from '../scenarios/evidence/judge.ts'
import { readKept, writeCounterexample } from '../scenarios/properties/files.ts'
import { replay } from '../scenarios/run/replay.ts'
import { referenceTarget } from '../scenarios/targets/reference/target.ts'
import type { Target } from '../scenarios/targets/target.ts'
import { saboteur } from '../reference-server/saboteurs/saboteur.ts'
import { askReference, questionCalled, questionsOf } from './questions.ts'
import { allSaboteurs } from './saboteurs/saboteur-play.ts'

const saboteurs = await allSaboteurs()

/** A fault of the book of saboteurs, planted in a reference server. */
function planted(id: string): Target {
  const chosen = saboteurs.filter((each) => each.id === id)
  expect(chosen).toHaveLength(1)
  return referenceTarget({ saboteurs: chosen })
}

/** Seeds are fixed: what is tried here is the searching, and it is to find the same whatever the seed of the run. */
const searches = (id: string, target: Target, seed: number, shortening = 0) =>
  askReference(questionCalled(id), { runs: 150, target, seed, shortening })

describe('a planted fault is found', () => {
  const twoRightsAreNone = saboteur({
    id: 'two-rights-are-none',
    clause: 'kerio.relay.any-condition-suffices',
    seam: 'relay.suffices',
    replace: (suffices) => (rights) => suffices(rights) && !(rights.trustedAddress && rights.window),
  })
  const capitalsAreForeign = saboteur({
    id: 'capitals-are-foreign',
    clause: 'ics.relay.local-recipients',
    seam: 'relay.is-local',
    replace: (isLocal) => (path, policy) => path.text.endsWith(path.domain) && isLocal(path, policy),
  })
  const ipv6Neighbours = saboteur({
    id: 'ipv6-neighbours-are-one',
    clause: 'kerio.relay.pop3-ip-only',
    seam: 'pop-window.key',
    replace: (key) => (facts) => key({ ...facts, address: facts.address.replace(/:[^:]+$/, ':0') }),
  })
  const onceTrustedAlwaysTrusted = saboteur({
    id: 'once-trusted-always-trusted',
    clause: 'icewarp.trusted-ips.host-name',
    seam: 'relay.trusts',
    replace: (trusts) => {
      const known = new Set<string>()
      return (list, address) => {
        if (trusts(list, address)) known.add(address)
        return known.has(address)
      }
    },
  })
  const found: readonly (readonly [string, string, () => Target, number])[] = [
    ['model/kerio', 'a window for everybody', () => planted('window-for-everybody'), 1],
    ['model/commgate', 'a list that opens early', () => planted('greylist-opens-a-moment-early'), 1],
    ['model/commgate', 'a list that knows nobody', () => planted('greylist-knows-no-senders'), 1],
    [
      'model/commgate',
      'a list that counts from the last attempt',
      () => planted('greylist-counts-from-the-last-attempt'),
      13,
    ],
    ['model/commgate', 'a list that knows networks', () => planted('greylist-knows-servers-by-network'), 1],
    ['model/commgate', 'a list that forgets late', () => planted('greylist-keeps-a-moment-more'), 4],
    ['model/kerio-changing', 'a group as it was', () => planted('group-as-it-was-at-start'), 3],
    ['model/imail-changing', 'a list that acts at once', () => planted('list-acts-at-once'), 2],
    [
      'model/kerio-ipv6',
      'a window for neighbours',
      () => referenceTarget({ saboteurs: [ipv6Neighbours] }),
      3,
    ],
    ...['model/icewarp-hosts', 'model/kerio-hosts'].map(
      (id) =>
        [
          id,
          'addresses a host has left',
          () => referenceTarget({ saboteurs: [onceTrustedAlwaysTrusted] }),
          3,
        ] as const,
    ),
    ['model/ics-hops', 'a relay server in every mode', () => planted('ics-relay-host-in-every-mode'), 1],
    ['failed-logins/kerio', 'any password', () => planted('wrong-password-opens'), 2],
    ['failed-logins/icewarp', 'any password', () => planted('wrong-password-opens-the-session'), 1],
    [
      'more-trust/kerio',
      'rights against each other',
      () => referenceTarget({ saboteurs: [twoRightsAreNone] }),
      1,
    ],
    ['spelling/ics', 'capitals', () => referenceTarget({ saboteurs: [capitalsAreForeign] }), 1],
    ['mechanism/kerio', 'challenges', () => planted('kerio-challenged-logins-open-nothing'), 1],
    ['mechanism/kerio', 'LOGIN', () => planted('kerio-auth-by-login-is-worth-nothing'), 1],
    ['mechanism/commgate', 'LOGIN', () => planted('commgate-auth-by-login-is-worth-nothing'), 1],
    ['waiting-twice/kerio', 'a clock that is fast when it is set', () => hasty(referenceTarget()), 1],
  ]

  test.each(found)('%s finds %s', async (id, _, target, seed) => {
    expect((await searches(id, target(), seed)).verdict).toBe('violates')
  })

  test('each property finds one', () => {
    const finding = new Set(found.map(([id]) => id.split('/')[0]))
    const names = questionsOf(() => true).map(([, { property }]) => property.name)
    expect([...new Set(names)].filter((name) => !finding.has(name))).toEqual([])
  })
})

/** A server whose clock gains some minutes whenever it is set a little. */
const hasty = (target: Target): Target => ({
  ...target,
  stage: async (needs) => {
    const staged = await target.stage(needs)
    if (!('clock' in staged) || !staged.clock) return staged
    const { clock } = staged
    const gains = {
      ...clock,
      moveTo: (instant: number) =>
        clock.moveTo(instant - clock.now() < 600_000 ? instant + 660_000 : instant),
    }
    return Object.create(staged, { clock: { value: gains } })
  },
})

describe('what is found shrinks to a story of a few steps', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mailspec-properties-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each([
    ['window-for-everybody', 'model/kerio', 1, /logs in over POP3 as/, 'accepted'],
    ['window-open-at-its-end', 'model/kerio', 2, /^30m pass$/m, 'accepted'],
    ['one-message-less', 'model/kerio-counting', 1, /sends mail/, 'refused'],
  ] as const)('%s', async (fault, id, seed, needs, outcome) => {
    const { found } = await searches(id, planted(fault), seed, 400)
    if (!found) throw new Error(`nothing was found of ${fault}`)
    const words = found.tellings.at(-1)?.words ?? []
    expect(words.length).toBeLessThanOrEqual(4)
    expect(words.join('\n')).toMatch(needs)
    expect(words.at(-1)).toMatch(new RegExp(`(offers|sends) mail .*: ${outcome}$`))

    // It is kept in words that tell it again, and as evidence that plays again and shows the same.
    writeCounterexample(questionCalled(id), found, { folder, on: 'reference', seed })
    expect(readKept(folder)).toMatchObject([{ property: 'model', setting: id.slice('model/'.length) }])
    const [sample = found.sample] = readKept(folder)
    expect(sample.story).toEqual(found.sample.story)
    const evidence = readEvidence(await readFile(join(folder, `${id.replace('/', '-')}.json`), 'utf8'))
    expect(judge(evidence).verdict).toBe('violates')
    expect((await replay(evidence, planted(fault))).verdict).toBe('violates')
    expect((await replay(evidence, referenceTarget())).verdict).toBe('conforms')
    await rm(folder, { recursive: true })
  })
})
