import { expect, test } from 'vitest'
import type { Needs } from '../target.ts'
import { askedOf, nothing, settle, unreadable, type SettingTable } from './fragments.ts'

const needs = (policy: Needs['policy']): Needs => ({
  scenario: 'relay/example',
  profile: 'kerio',
  policy,
  accounts: {},
  sources: {},
  uses: [],
  seed: 1,
})

const table: SettingTable = {
  'relay.trusted': ({ policy }) => ({ lines: { main: [`trusted ${policy.relay.trusted.patterns.length}`] } }),
  'relay.mode': ({ policy }) => ({ lines: { main: [`mode ${policy.relay.mode}`] }, files: { mode: 'x' } }),
  'popBeforeSmtp.enabled': ({ policy }) => (policy.popBeforeSmtp.enabled ? { why: 'no POP3' } : nothing()),
}

test('lines of one file are put together in the order of the table', () => {
  const settled = settle(askedOf(needs({ relay: { mode: 'open', trusted: ['192.0.2.1'] } })), table, 'It')
  expect(settled).toMatchObject({ files: { mode: 'x' } })
  expect('lines' in settled && settled.lines('main')).toEqual(['trusted 1', 'mode open'])
})

test('a setting nobody wrote is left to the server', () => {
  const settled = settle(askedOf(needs({})), table, 'It')
  expect('lines' in settled && settled.lines('main')).toEqual([])
})

test('everything that cannot be met is stated at once', () => {
  const policy = { popBeforeSmtp: { enabled: true, window: '5m' as const } }
  expect(settle(askedOf(needs(policy)), table, 'It')).toEqual([
    { need: 'popBeforeSmtp.window', why: 'It has no such setting that this adapter knows' },
    { need: 'popBeforeSmtp.enabled', why: 'no POP3' },
  ])
})

test('what an operator changes counts as written from then on', () => {
  const asked = askedOf(needs({ relay: { mode: 'restricted' } }), [{ relay: { mode: 'open' } }])
  expect(asked.policy.relay.mode).toBe('open')
  expect(asked.document.relay?.mode).toBe('open')
})

test('a policy that cannot be read is a shortfall with its path', () => {
  expect(unreadable(needs({ webmail: { port: 83 } })).map(({ need }) => need)).toEqual(['webmail.port'])
})
