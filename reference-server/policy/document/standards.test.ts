import { describe, expect, test } from 'vitest'
import { profiles } from '../../profiles/profiles.ts'
import { notInForce, readPolicy } from './document.ts'
import type { Profile } from './profile.ts'

const { plain } = profiles

/** A profile nobody has read yet, with columns of its own. */
const profileWith = (settings: Profile['settings']): Profile => ({
  ...plain,
  name: 'plain',
  settings: { ...plain.settings, ...settings },
})

const read = (profile: Profile) => {
  const { policy, document, problems } = readPolicy(profile, [])
  if (problems) throw new Error(JSON.stringify(problems))
  return { policy, document }
}

const trusted = (entry: string) => profileWith({ 'relay.trusted': { name: 'Trusted', default: [entry] } })

describe('what a profile says by itself', () => {
  test('holds without a document: constants and defaults, each in its one spelling', () => {
    const profile = profileWith({
      'greylist.delay': { name: 'Delay', default: '120m' },
      'relay.trusted': { name: 'Trusted', default: ['::ffff:10.0.0.1'] },
      'submission.enabled': { name: 'Submission', fixed: true },
    })
    const { policy, document } = read(profile)
    expect(policy.greylist.delay).toBe(7_200_000)
    expect(policy.submission.enabled).toBe(true)
    expect(document).toMatchObject({
      greylist: { delay: '2h' },
      relay: { trusted: ['10.0.0.1'] },
      submission: { enabled: true },
    })
  })

  test('a constant may be written in another spelling of it, and with no other value', () => {
    const profile = profileWith({ 'greylist.delay': { name: 'Delay', fixed: '2h' } })
    expect(readPolicy(profile, [{ greylist: { delay: '120m' } }]).problems).toBeUndefined()
    expect(readPolicy(profile, [{ greylist: { delay: '1h' } }]).problems).toEqual([
      { path: 'greylist.delay', text: 'the plain profile fixes this to 2h' },
    ])
  })

  test('is refused where it is wrong, or may be a slip, with its place', () => {
    expect(() => read(trusted('10.0.0.0/99'))).toThrow(
      'the plain profile itself is wrong: relay.trusted[0]: "10.0.0.0/99" is not a network',
    )
    expect(() => read(trusted('10.0.0.1/8'))).toThrow('the plain profile itself is wrong: relay.trusted[0]')
  })
})

describe('defaults whose rules are not built', () => {
  const profile = profileWith({
    'aliases.table': { name: 'Aliases', default: { info: ['alice'], none: [] } },
    'domains.forward': { name: 'Forward', default: { 'a.test': 'hop.test' } },
    'domains.virtual': { name: 'Virtual', default: ['Virtual.test'] },
    'smarthost.senderAddress': { name: 'Sender', default: 'a@b.test' },
    'storage.quota': { name: 'Quota', default: { 'a@b.test': '1024KB' } },
  })

  test('are each read as their kind says', () => {
    const { policy } = read(profile)
    expect(policy.aliases.table).toEqual(
      new Map([
        ['info', ['alice']],
        ['none', []],
      ]),
    )
    expect(policy.domains.forward).toEqual(new Map([['a.test', 'hop.test']]))
    expect(policy.domains.virtual).toEqual(new Set(['virtual.test']))
    expect(policy.storage.quota).toEqual(new Map([['a@b.test', 1_048_576]]))
  })

  test('are all listed as not in force, and only they', () => {
    expect(notInForce(read(profile).policy, profile)).toEqual([
      'domains.virtual',
      'domains.forward',
      'aliases.table',
      'smarthost.senderAddress',
      'storage.quota',
    ])
    expect(notInForce(read(plain).policy, plain)).toEqual([])
  })

  test('are empty where a profile has none', () => {
    const { policy } = read(plain)
    expect([policy.aliases.table, policy.domains.forward, policy.storage.quota]).toEqual([
      new Map(),
      new Map(),
      new Map(),
    ])
  })
})
