import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVirtualClock, saboteur, type Saboteur } from '#reference-server'
import { valueInWords } from '../../reports/profile.ts'
import { smtpBut } from '../clients/testing/endless-peers.ts'
import { openPeer } from '../clients/testing/scripted-peer.ts'
import { readTargetFile } from '../targets/remote/file.ts'
import { remoteTarget } from '../targets/remote/target.ts'
import { secrets, serveReference, type ServedOptions } from '../targets/remote/testing/served.ts'
import type { Target } from '../targets/target.ts'
import { measures, type Bench } from './measuring.ts'
import { probes } from './probes.ts'

beforeEach(() => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
})
afterEach(() => vi.unstubAllEnvs())

const bench = { profile: 'plain', policy: {}, impact: 'blocks-client', seed: 1 } as const

/** The values that some probes find, in words. */
async function measured(
  target: Target,
  only: readonly string[],
  given: Partial<Pick<Bench, 'impact' | 'before'>> = {},
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  const asked = probes.filter(({ name }) => only.includes(name))
  expect(asked).toHaveLength(only.length)
  for await (const each of measures(asked, { ...bench, ...given, target })) {
    expect(each.fault).toBeUndefined()
    for (const { what, value } of each.findings) found[what] = valueInWords(value)
  }
  return found
}

const whole = {
  version: 1,
  name: 'stranger',
  accounts: {
    alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
    bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
  },
  domains: { local: 'example.org', remote: 'example.net', elsewhere: 'example.edu' },
  sources: ['127.0.0.2', '127.0.0.3', '127.0.0.4'],
}

function targetOf(changes: object, clock?: ReturnType<typeof createVirtualClock>): Target {
  const { file, problems } = readTargetFile({ ...whole, ...changes })
  if (!file) throw new Error(JSON.stringify(problems))
  return remoteTarget(file, {
    patience: clock ? 12 * 3_600_000 : 0,
    secretOf: (name) => process.env[name] ?? '',
    ...(clock && { time: { now: () => clock.now(), wait: (span) => clock.advanceTo(clock.now() + span) } }),
  })
}

/** A server somewhere, measured through a target file; it is waited for, on a clock that the test turns. */
async function measuredAt(served: ServedOptions, ...only: readonly string[]) {
  const clock = createVirtualClock()
  await using server = await serveReference({ ...served, clock })
  return await measured(targetOf({ services: server.services('mx', 'pop3', 'imap') }, clock), only)
}

test('a window is found by waiting, to the second', async () => {
  expect(
    await measuredAt(
      { policy: { popBeforeSmtp: { enabled: true, window: '11m' } } },
      'relaying',
      'login-window',
    ),
  ).toEqual({
    'relay.mode': 'restricted',
    'relay.acceptSmtpAuth': 'yes',
    'auth.required': 'yes',
    'popBeforeSmtp.enabled': 'yes',
    'popBeforeSmtp.window': '11m',
    'popBeforeSmtp.logins': 'pop3',
  })
})

test('a grey list of a server somewhere is found by waiting, to the second', async () => {
  const policy = { greylist: { enabled: true, delay: '3m' } }
  expect(await measuredAt({ profile: 'commgate', policy }, 'greylist')).toEqual({
    'greylist.enabled': 'yes',
    'greylist.delay': '3m',
  })
})

test('an address that a grey list may know since the last measurement is not taken for one of none', async () => {
  await using server = await serveReference()
  const target = targetOf({ services: server.services('mx') })
  const before = new Map([['greylist.enabled', 'yes']])
  expect(await measured(target, ['greylist'], { before })).toEqual({
    'greylist.enabled':
      'unknown, because mail was put off when it was measured before, and this address may be known since',
    'greylist.delay': 'unknown, because nothing is put off',
  })
  expect(await measured(target, ['greylist'])).toMatchObject({ 'greylist.enabled': 'no' })
})

const neverCloses = saboteur({
  id: 'never-closes',
  clause: 'kerio.relay.pop3-window',
  seam: 'pop-window.is-open',
  replace: () => (logins, key) => logins.has(key),
})
const imapOpens = saboteur({
  id: 'imap-opens',
  clause: 'kerio.relay.imap-login-no-grant',
  seam: 'pop-window.counts',
  replace: () => () => true,
})

const broken: readonly (readonly [string, readonly Saboteur[], Readonly<Record<string, string>>])[] = [
  ['a window that never closes', [neverCloses], { 'popBeforeSmtp.window': 'no limit up to 256m' }],
  ['a window that IMAP opens too', [imapOpens], { 'popBeforeSmtp.logins': 'pop3, imap' }],
]

test.each(broken)('%s is measured as it is', async (_, saboteurs, values) => {
  expect(await measuredAt({ saboteurs }, 'login-window')).toMatchObject(values)
})

test('without patience, what takes time is unknown, and the rest is measured', async () => {
  await using server = await serveReference()
  const target = targetOf({ services: server.services('mx', 'pop3', 'imap') })
  expect(await measured(target, ['login-window', 'idle-time'])).toEqual({
    'popBeforeSmtp.enabled': 'yes',
    'popBeforeSmtp.window': 'unknown, because it takes time to see, and no waiting is allowed (--patience)',
    'popBeforeSmtp.logins': 'unknown, because only pop3 could be tried',
    'smtp.idle': 'unknown, because it takes time to see, and no waiting is allowed (--patience)',
  })
})

test('what goes beyond the impact allowed is not tried', async () => {
  await using server = await serveReference()
  const target = targetOf({ services: server.services('mx') })
  expect(await measured(target, ['failures'], { impact: 'one-message' })).toEqual({
    'limits.failedCommands': 'unknown, because it is blocks-client to a server in use (--impact)',
    'limits.unknownRecipients': 'unknown, because it is blocks-client to a server in use (--impact)',
  })
})

/** A server that does as the script says, at a port of its own. */
async function measuredPeer(script: Parameters<typeof openPeer>[0], ...only: readonly string[]) {
  await using peer = await openPeer(script)
  const deadlines = { greeting: '2s', reply: '2s', close: '100ms' }
  return await measured(targetOf({ services: { mx: peer.address }, deadlines }), only)
}

test('of a server that says nothing, nothing is known, and each value says why', async () => {
  const found = await measuredPeer(
    ({ stays }) => stays(),
    'offers',
    'relaying',
    'message-size',
    'auth-demands',
  )
  expect(Object.keys(found).length).toBeGreaterThan(5)
  for (const words of Object.values(found))
    expect(words).toMatch(/^unknown, because .*(?:within 2s|do not tell|no submission)/)
})

test('a recipient elsewhere that is accepted is no relay while nobody sees the mail leave', async () => {
  const found = await measuredPeer(smtpBut(), 'relaying')
  expect(found['relay.mode']).toMatch(
    /^unknown, because .* without a sink nobody sees whether the mail leaves/,
  )
})

test('a server that takes everybody for a user is not taken for one that lets users relay', async () => {
  const refuses = smtpBut({ RCPT: async ({ says }) => says('550 5.7.1 no\r\n') })
  expect(await measuredPeer(refuses, 'relaying', 'sender-demands')).toMatchObject({
    'relay.mode': expect.stringMatching(/^unknown, because strangers are refused, and no user may relay/),
    'sender.refuseNull': expect.stringMatching(/^unknown, because the answers do not tell/),
  })
})

const hangsUp: Parameters<typeof openPeer>[0] = async ({ says, hears }) => {
  says('220 mx.short.test ESMTP\r\n')
  for (let line = await hears(); line !== undefined && line.length <= 700; line = await hears())
    says('250 ok\r\n')
}

test('a server that hangs up over a long line has a limit there', async () => {
  expect(await measuredPeer(hangsUp, 'line-length')).toEqual({ 'lines.command': '702' })
})
