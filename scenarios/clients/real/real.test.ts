import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usualPeerBounds } from '../../evidence/bounds.ts'
import { createRecorder } from '../../evidence/recorder.ts'
import type { Address } from '../address.ts'
import { openSink } from '../../peers/sink.ts'
import { selfSigned } from '../testing/certificate.ts'
import { endlessSmtp } from '../testing/endless-peers.ts'
import { needs } from '../testing/needs.ts'
import { closedPort, openPeer } from '../testing/scripted-peer.ts'
import { answering } from '../testing/scripts.ts'
import { openForwarder } from './forwarder.ts'
import { sendWithNodemailer } from './nodemailer.ts'
import { readWholeReply, realAttempt, type RealMail } from './outcome.ts'
import { sendWithSwaks } from './swaks.ts'

const mail = {
  name: 'laptop.test',
  from: 'a@b.test',
  to: 'c@d.test',
  message: 'Subject: hello\r\n\r\n.one\r\n..\r\n%NEW% \\n\r\n',
}
const password = 'open sesame'

/** Has a real client send through a forwarder that binds 127.0.0.9. */
async function throughForwarder(
  send: typeof sendWithSwaks,
  to: Address,
  more: Partial<Omit<RealMail, 'address'>> = {},
  signal?: AbortSignal,
) {
  const recorder = createRecorder(() => 0)
  const opens = () => recorder.opens({ client: 'laptop', service: 'mx', source: '192.0.2.20' })
  const forwarder = await openForwarder({
    to: { localAddress: '127.0.0.9', ...to },
    opens,
    ...(signal && { signal }),
  })
  const address = { ...forwarder.address, ...(to.tls && { tls: to.tls }) }
  const outcome = await send({ ...mail, ...more, address, within: 5000 })
  await forwarder.close()
  const [session] = recorder.sessions()
  if (session === undefined) throw new Error('no session was recorded')
  return { outcome, session, wire: session.lines.map(({ dir, octets }) => `${dir}: ${octets}`) }
}

afterEach(() => void vi.unstubAllEnvs())

describe.each([
  ['nodemailer', sendWithNodemailer],
  ['swaks', sendWithSwaks],
] as const)('%s', (program, send) => {
  if (program === 'swaks') beforeEach(needs(program))

  test('delivers a message octet for octet, and is recorded', async () => {
    await using sink = await openSink({ host: '127.0.0.1', now: () => 0 })
    const { outcome, session, wire } = await throughForwarder(send, sink)
    expect(outcome).toMatchObject({ at: 'MESSAGE', reply: { code: 250, status: '2.0.0', text: ['kept'] } })
    expect(sink.receipts()).toEqual([
      { at: 0, reversePath: 'a@b.test', forwardPaths: ['c@d.test'], message: mail.message },
    ])
    expect(wire.slice(0, 2)).toEqual(['S: 220 sink.test ESMTP\r\n', 'C: EHLO laptop.test\r\n'])
    expect(wire).toContain('S: 250 2.0.0 kept\r\n')
    expect(session.ended).toEqual({ at: 0, by: wire.includes('C: QUIT\r\n') ? 'server' : 'client' })
  })

  test('is parted from a server that says more than anybody would', async () => {
    await using peer = await openPeer(endlessSmtp['floods its reply to EHLO'] ?? (() => {}))
    const { outcome, session } = await throughForwarder(send, peer.address)
    expect(outcome).not.toHaveProperty('reply')
    // Some clients have a limit of their own.
    expect(session.leftOut?.octets).toBeLessThan(2 * usualPeerBounds.replyOctets)
  })

  test('is parted from a server that comes to no end, when the time is over', async () => {
    await using peer = await openPeer(endlessSmtp['drips its reply to RCPT'] ?? (() => {}))
    const controller = new AbortController()
    const sending = throughForwarder(send, peer.address, {}, controller.signal)
    await peer.hears('RCPT')
    controller.abort()
    const { outcome } = await sending
    expect(outcome).not.toHaveProperty('reply')
  })

  test('tells a refusal and the command it came to', async () => {
    await using sink = await openSink({ host: '127.0.0.1', now: () => 0 })
    await sink.behaves({ does: 'answers', at: 'RCPT', saying: '550 5.7.1 relaying denied' })
    const { outcome, session } = await throughForwarder(send, sink, { from: null })
    const reply = { code: 550, status: '5.7.1', text: ['relaying denied'] }
    expect(outcome).toMatchObject({ at: 'RCPT', reply })
    const when = { notBefore: 0, notAfter: 0 }
    if (outcome.missing !== undefined) return
    const attempt = realAttempt(outcome, session, when)
    expect(attempt).toMatchObject({ kind: 'attempt', session: 'laptop#1', at: 'RCPT', reply, when })
    expect(session.lines[attempt.line]?.octets).toBe('550 5.7.1 relaying denied\r\n')
  })

  test('tells a refused message from a refused DATA', async () => {
    await using sink = await openSink({ host: '127.0.0.1', now: () => 0 })
    await sink.behaves({ does: 'answers', at: 'MESSAGE', saying: '554 5.6.0 not that' })
    expect((await throughForwarder(send, sink)).outcome).toMatchObject({
      at: 'MESSAGE',
      reply: { code: 554 },
    })
    await sink.behaves({ does: 'answers', at: 'DATA', saying: '451 4.3.0 not now' })
    expect((await throughForwarder(send, sink)).outcome).toMatchObject({ at: 'DATA', reply: { code: 451 } })
  })

  test('keeps the password out of record and log', async () => {
    const answers = ['250-mx\r\n250 AUTH PLAIN\r\n', '535 no\r\n', '221 bye\r\n']
    await using peer = await openPeer(answering('220 hello\r\n', ...answers))
    const { outcome, wire } = await throughForwarder(send, peer.address, {
      credentials: { login: 'alice', password },
    })
    const plain = Buffer.from(`\0alice\0${password}`).toString('base64')
    expect(peer.heard).toContain(`AUTH PLAIN ${plain}`)
    expect(outcome).toMatchObject({ at: 'AUTH', reply: { code: 535 } })
    expect(wire).toContain('C: AUTH PLAIN ********\r\n')
    for (const secret of [password, plain]) expect(JSON.stringify([outcome, wire])).not.toContain(secret)
  })

  test('is recorded by octet counts once TLS is agreed to', async () => {
    const certificate = await selfSigned('mx.local.test')
    await using peer = await openPeer(async ({ says, answers, upgrades, hears }) => {
      says('220 hello\r\n')
      await answers('250-mx\r\n250 STARTTLS\r\n')
      await answers('220 go\r\n')
      await upgrades(certificate)
      await answers('250 mx\r\n')
      await answers('550 no\r\n')
      await answers('221 bye\r\n')
      await hears()
    })
    const { outcome, wire } = await throughForwarder(send, { ...peer.address, tls: { mode: 'starttls' } })
    expect(outcome).toMatchObject({ at: 'MAIL', reply: { code: 550 } })
    expect(wire.slice(4, 6)).toEqual(['C: STARTTLS\r\n', 'S: 220 go\r\n'])
    expect(wire.slice(6)).toEqual([
      expect.stringMatching(/^C: \(\d+ octets under TLS\)$/),
      expect.stringMatching(/^S: \(\d+ octets under TLS\)$/),
    ])
  })

  test('finds nobody there', async () => {
    const { outcome, session } = await throughForwarder(send, { host: '127.0.0.1', port: await closedPort() })
    expect(outcome).toMatchObject({ at: 'CONNECT' })
    expect(session).toMatchObject({ lines: [], ended: { by: 'server', why: 'refused the connection' } })
  })
})

test('a machine without swaks says so', async () => {
  vi.stubEnv('PATH', '/nonexistent')
  expect(await sendWithSwaks({ ...mail, address: { host: '127.0.0.1', port: 25 } })).toEqual({
    missing: 'swaks is not installed',
  })
})

test.each([
  ['127.0.0.8', 'MAIL'],
  ['127.0.0.7', 'CONNECT'],
])('nodemailer told of %s talks to 127.0.0.8 up to %s', async (servername, at) => {
  const certificate = await selfSigned('127.0.0.8')
  await using peer = await openPeer(async ({ says, answers, upgrades }) => {
    says('220 hello\r\n')
    await answers('250-mx\r\n250 STARTTLS\r\n')
    await answers('220 go\r\n')
    await upgrades(certificate)
    await answers('250 mx\r\n')
    await answers('550 no\r\n')
  })
  const tls = { mode: 'starttls', ca: certificate.cert, servername } as const
  const { outcome } = await throughForwarder(sendWithNodemailer, { ...peer.address, tls })
  expect(outcome).toMatchObject({ at })
})

test('the forwarder comes from the given address', async () => {
  const seen: unknown[] = []
  await using peer = await openPeer(({ says, source }) => {
    seen.push(source)
    says('554 no\r\n')
  })
  await throughForwarder(sendWithNodemailer, peer.address)
  expect(seen).toEqual(['127.0.0.9'])
})

test('an address that is not ours is our fault', async () => {
  await using sink = await openSink({ host: '127.0.0.1', now: () => 0 })
  const sending = throughForwarder(sendWithNodemailer, { ...sink, localAddress: '192.0.2.20' })
  await expect(sending).rejects.toThrow('laptop#1: cannot connect')
})

test.each([
  ['one line', '250 2.0.0 ok', { code: 250, status: '2.0.0', text: ['ok'] }],
  ['two lines', '550-no\r\n550 never', { code: 550, text: ['no', 'never'] }],
  ['no reply', 'Greeting never received', undefined],
])('a reply told in %s is read', (_, said, expected) => {
  expect(readWholeReply(said)).toEqual(expected)
})
