import { existsSync } from 'node:fs'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createVirtualClock, saboteur } from '#reference-server'
import { openPeer } from '../../clients/testing/scripted-peer.ts'
import { readBook } from '../../run/plan/book.ts'
import { planFor } from '../../run/plan/plan.ts'
import { playPlan } from '../../run/play.ts'
import { readTargetFile } from './file.ts'
import { remoteTarget } from './target.ts'
import { playOn, transcriptOf } from './testing/plays.ts'
import { secrets, serveReference } from './testing/served.ts'

beforeEach(() => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
})
afterEach(() => vi.unstubAllEnvs())

const accounts = {
  alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
  bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
}
const bobAlone = { accounts: { bob: accounts.bob } }
const oneSession = 'relay/one-session-two-answers-kerio'
const windowOpens = 'pop-before-smtp/window-opens-and-closes-kerio'
const loginOpens = 'pop-before-smtp/failed-login-grants-nothing-kerio'

const neverCloses = saboteur({
  id: 'never-closes',
  clause: 'kerio.relay.pop3-window',
  seam: 'pop-window.is-open',
  replace: () => (logins, key) => logins.has(key),
})

/** A server made of the bare library, with answers of its own. */
async function library(options: SMTPServerOptions) {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address: AddressInfo | string | null = listening.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    services: { mx: { host: '127.0.0.1', port: address.port } },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

describe('a server made of the bare library', () => {
  test('that relays for anyone violates, and the transcript shows the reply', async () => {
    await using server = await library({})
    const played = await playOn({ ...server, ...bobAlone }, oneSession)
    expect(played.code).toBe(1)
    expect(played.out).toMatch(/stranger#1: expected a permanent refusal by RCPT, saw RCPT 250 Accepted/)
    expect(transcriptOf(played, oneSession)).toMatch(/RCPT TO:<carol@example\.net>/)
  })

  test('that refuses everybody violates too: whoever may is refused', async () => {
    await using server = await library({
      onRcptTo: (_, __, done) => done(Object.assign(new Error('5.7.1 nobody'), { responseCode: 550 })),
    })
    const played = await playOn({ ...server, ...bobAlone }, oneSession)
    expect(played.code).toBe(1)
    expect(played.out).toMatch(/stranger#1: expected acceptance, saw RCPT 550/)
    // It is played again where it was played, from any folder.
    expect(played.out).toMatch(/pnpm mailspec replay \S+\.json --target \/\S+\/target\.yaml$/m)
  })

  test.each([
    [450, '4.7.1 come again later'],
    [421, '4.7.0 too many messages'],
  ])('that says %i to what is asked has decided nothing: it may be a limit', async (responseCode, text) => {
    await using server = await library({
      onRcptTo: (_, __, done) => done(Object.assign(new Error(text), { responseCode })),
    })
    const played = await playOn({ ...server, ...bobAlone }, oneSession)
    expect(played.code).toBe(2)
    expect(played.out).toMatch(
      new RegExp(`RCPT was answered "${responseCode} .*", which may be a limit or a grey list`),
    )
  })

  test('that refuses even the connection is inconclusive: it was never asked', async () => {
    await using server = await library({
      onConnect: (_, done) => done(Object.assign(new Error('nobody here'), { responseCode: 554 })),
    })
    const played = await playOn({ ...server, ...bobAlone }, oneSession)
    expect(played.code).toBe(2)
    expect(played.out).toMatch(
      /the sanity session failed: visitor#1: no session with mx, CONNECT: 554 nobody here/,
    )
  })
})

describe('the reference server somewhere', () => {
  test('conforms where its policy is vouched for', async () => {
    await using served = await serveReference()
    const played = await playOn({
      services: served.services('mx', 'pop3', 'imap'),
      accounts,
      sink: served.sink,
    })
    expect(played.out).not.toMatch(/^ +\d+\/\d+ +(?:violates|inconclusive|deviates|faulty)/m)
    expect(played.code).toBe(0)
    expect(played.out).toMatch(/conforms +relay\/strangers-reach-local-domains-only-kerio/)
    expect(played.out).toMatch(/conforms +relay\/spellings-that-fool-servers-kerio/)
    expect(played.out).toMatch(/conforms +pop-before-smtp\/failed-login-grants-nothing-kerio/)
    // What it says of a letter it says in the server's names, as what it sent.
    expect(played.out).toMatch(/conforms +rfc\/return-path/)
  })

  test('is asked about the RFCs from one address, though it may remember logins there', async () => {
    await using served = await serveReference()
    const { out, code } = await playOn(
      { services: served.services('mx', 'pop3'), accounts, sources: [], vouches: {} },
      'rfc/return-path',
      'rfc/text-arrives-as-sent',
    )
    expect(out).toMatch(/conforms +rfc\/text-arrives-as-sent/)
    expect(out).toMatch(/conforms +rfc\/return-path/)
    expect(code).toBe(0)
  })

  test('that does not honour POP before SMTP violates', async () => {
    await using served = await serveReference({ policy: { popBeforeSmtp: { enabled: false } } })
    const played = await playOn(
      { services: served.services('mx', 'pop3'), accounts, sink: served.sink },
      loginOpens,
    )
    expect(played.code).toBe(1)
    expect(played.out).toMatch(/expected acceptance, saw RCPT 550 5\.7\.1/)
  })

  test.each([
    ['conforms, once its window has been waited for', '30m', [], 'conforms'],
    ['with a window of another length conforms too', '7m', [], 'conforms'],
    ['that forgets to close its window violates', '30m', [neverCloses], 'violates'],
  ] as const)('%s', async (_, window, saboteurs, verdict) => {
    const clock = createVirtualClock()
    const popBeforeSmtp = { enabled: true, window }
    await using served = await serveReference({ policy: { popBeforeSmtp }, saboteurs, clock })
    const { file } = readTargetFile({
      version: 1,
      name: 'stranger',
      services: served.services('mx', 'pop3'),
      accounts,
      domains: { local: 'example.org', remote: 'example.net' },
      sources: ['127.0.0.2', '127.0.0.3'],
      sink: served.sink,
      vouches: { popBeforeSmtp },
    })
    if (!file) throw new Error('the file is wrong')
    const target = remoteTarget(file, {
      patience: 3_600_000,
      secretOf: (name) => process.env[name] ?? '',
      time: { now: () => clock.now(), wait: (span) => clock.advanceTo(clock.now() + span) },
    })
    const book = (await readBook()).filter(({ id }) => id === windowOpens)
    const results = await playPlan(planFor(book, target, 1))
    const broken = expect.stringMatching(/expected a permanent refusal by RCPT, saw RCPT 250/)
    expect(results.map((result) => [result.verdict, result.reasons.map(({ text }) => text)])).toEqual([
      [verdict, verdict === 'conforms' ? [] : [broken]],
    ])
  })

  test('is not blamed for a window nobody has the patience to wait for', async () => {
    await using served = await serveReference()
    const played = await playOn(
      { services: served.services('mx', 'pop3'), accounts, sink: served.sink },
      windowOpens,
      '--patience',
      '1s',
    )
    expect(played.code).toBe(2)
    expect(played.err).toMatch(/^mailspec: nothing was played.*--allow-empty/m)
    expect(played.out).toMatch(/^ +1 {2}.*it would take 1\d\d\d s of waiting, and --patience leaves 1 s/m)
    expect([...played.artefacts.values()].join('\n')).toMatch(
      /it would take 1\d\d\d s of waiting, and --patience leaves 1 s/,
    )
  })

  test('that lets everybody read with a wrong password violates', async () => {
    const anyPassword = saboteur({
      id: 'any-password',
      clause: 'kerio.relay.pop3-failed-login',
      seam: 'login.accepts',
      replace: () => () => true,
    })
    await using served = await serveReference({ saboteurs: [anyPassword] })
    const played = await playOn(
      { services: served.services('mx', 'pop3'), accounts, sink: served.sink },
      loginOpens,
    )
    expect(played.code).toBe(1)
  })

  test('no password is left behind anywhere', async () => {
    await using served = await serveReference()
    const played = await playOn(
      { services: served.services('mx', 'pop3', 'imap'), accounts, sink: served.sink },
      'relay/authenticated',
      'relay/strangers-reach',
      loginOpens,
    )
    const said = [...played.artefacts, ['terminal', played.out + played.err] as const]
    expect(said.length).toBeGreaterThan(5)
    for (const [name, text] of said) {
      for (const form of Object.values(secrets).flatMap(formsOf)) expect(text, name).not.toContain(form)
    }
  })
})

/** A secret as it is, and in base64 wherever it may begin within a text. */
function formsOf(secret: string): readonly string[] {
  const encoded = ['', 'x', 'xx'].map((before) =>
    Buffer.from(before + secret)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(Math.ceil((before.length * 4) / 3), -1),
  )
  return [secret, ...encoded, Buffer.from(secret).toString('hex')]
}

describe('a server nothing can be told of is inconclusive, and says why', () => {
  test('one that stops answering in mid-session, with its last words', async () => {
    await using peer = await openPeer(async ({ says, hears }) => {
      says('220 mx.example.org ESMTP\r\n')
      for (let line = await hears(); line !== undefined; line = await hears()) {
        if (line.startsWith('RCPT')) continue
        if (line.startsWith('X')) says('500 5.5.1 unknown\r\n')
        else if (line.startsWith('QUIT')) says('221 bye\r\n')
        else says('250 2.1.0 thinking about it\r\n')
        if (line.startsWith('QUIT')) return
      }
    })
    const played = await playOn({ services: { mx: peer.address }, ...bobAlone }, oneSession)
    expect(played.code).toBe(2)
    expect(played.out).toContain(
      'saw the connection lost at RCPT: no reply to RCPT from mx within 500ms; its last words were "250 2.1.0 thinking about it"',
    )
    expect(transcriptOf(played, oneSession)).toContain('no reply to RCPT from mx within 500ms')
  })

  test('one that answers garbage', async () => {
    await using peer = await openPeer(async ({ says, hears }) => {
      says('220 mx.example.org ESMTP\r\n')
      for (let line = await hears(); line !== undefined; line = await hears()) says('%% not a reply %%\r\n')
    })
    const played = await playOn({ services: { mx: peer.address }, ...bobAlone }, oneSession)
    expect(played.code).toBe(2)
    expect(played.out).toMatch(/the sanity session failed: .*HELO: garbled.*%% not a reply %%/)
  })

  test('one that greets in another protocol', async () => {
    await using peer = await openPeer(async ({ says, hears }) => {
      says('* OK IMAP4rev1 ready\r\n')
      await hears()
    })
    const played = await playOn({ services: { mx: peer.address }, ...bobAlone }, oneSession)
    expect(played.code).toBe(2)
    expect(played.out).toMatch(/the sanity session failed: .*garbled/)
  })

  test('one whose TLS is broken', async () => {
    await using peer = await openPeer(async ({ says, hears }) => {
      says('220 mx.example.org ESMTP\r\n')
      for (let line = await hears(); line !== undefined; line = await hears()) {
        says(line === 'STARTTLS' ? '220 go ahead\r\n' : '250-mx.example.org\r\n250 STARTTLS\r\n')
        if (line === 'STARTTLS') break
      }
      await hears()
    })
    const services = { mx: { ...peer.address, tls: 'starttls' } }
    const played = await playOn({ services, ...bobAlone, deadlines: { connect: '300ms' } }, oneSession)
    expect(played.code).toBe(2)
    expect(played.out).toMatch(/no session with mx, STARTTLS: .+; its last words were "220 go ahead"/)
  })

  test('one that nobody runs', async () => {
    const played = await playOn({ services: { mx: { host: '127.0.0.1', port: 1 } }, ...bobAlone }, oneSession)
    expect(played.code).toBe(2)
    expect(played.out).toMatch(/no session with mx, CONNECT: refused the connection; it had sent nothing/)
  })
})

/** Debian's Postfix, where it runs already; it is never installed for this. */
test('a Postfix of this machine gets a verdict', async (context) => {
  const port = Number(process.env['MAILSPEC_POSTFIX_PORT'])
  if (!existsSync('/usr/sbin/postfix')) context.skip('there is no /usr/sbin/postfix on this machine')
  if (!port) context.skip('MAILSPEC_POSTFIX_PORT does not tell where the Postfix of this machine listens')
  const played = await playOn({ services: { mx: { host: '127.0.0.1', port } }, ...bobAlone }, oneSession)
  expect([0, 1]).toContain(played.code)
})
