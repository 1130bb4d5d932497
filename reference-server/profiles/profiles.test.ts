import { describe, expect, test } from 'vitest'
import { readPolicy } from '../policy/document/document.ts'
import type { PolicyDocument } from '../policy/document/document.ts'
import { settingNamed } from '../policy/document/settings.ts'
import { profileNamed, profiles } from './profiles.ts'

const effective = (name: keyof typeof profiles): PolicyDocument | undefined =>
  readPolicy(profiles[name], []).document

describe.each(Object.entries(profiles))('the %s profile', (name, profile) => {
  test('is found by its name', () => {
    expect(profileNamed(name)).toBe(profile)
  })

  test('names settings of the table only, and labels each', () => {
    for (const [key, setting] of Object.entries(profile.settings)) {
      expect(settingNamed(key), key).toBeDefined()
      expect(setting.name, key).not.toBe('')
    }
  })

  test('makes a policy by itself', () => {
    expect(readPolicy(profile, []).problems).toBeUndefined()
  })

  test('states no default beside a constant', () => {
    for (const setting of Object.values(profile.settings)) {
      expect(setting.default === undefined || setting.fixed === undefined).toBe(true)
    }
  })
})

describe('by default', () => {
  test('icewarp lets its own machine relay', () => {
    expect(effective('icewarp')?.relay).toEqual({ trusted: ['127.0.0.1'] })
  })

  test('ics takes the old protocol versions, and trusts nobody until its interfaces are known', () => {
    expect(effective('ics')).toEqual({ tls: { versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] } })
  })

  test('imail relays for everybody', () => {
    expect(effective('imail')?.relay).toMatchObject({ mode: 'open' })
  })

  test('kerio lets nobody relay by address, and a failed AUTH costs the address its rights', () => {
    expect(effective('kerio')).toEqual({
      auth: { failureCancelsAddress: true },
      popBeforeSmtp: { logins: ['pop3'] },
      limits: { messageSize: '20MB' },
    })
  })

  test('commgate lets the private networks of class B size relay', () => {
    expect(effective('commgate')?.relay).toEqual({ trusted: ['192.168.0.0/16'] })
  })
})

test('a name that is no profile finds none', () => {
  expect(profileNamed('postfix')).toBeUndefined()
  expect(profileNamed('constructor')).toBeUndefined()
})
