import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import { expect, test } from 'vitest'
import { selfSigned } from '../../scenarios/clients/testing/certificate.ts'
import { needs } from '../../scenarios/clients/testing/needs.ts'
import { openInbox } from '../store/testing.ts'
import { realSurroundings, startReferenceServer, type LogEntry } from '../index.ts'

const policy = {
  domains: { local: ['local.test'] },
  accounts: { 'alice@local.test': { password: 'open sesame' } },
}

/** A server with IMAP on a free port of loopback, the log it writes, and a client that is not connected yet. */
async function startServer() {
  const entries: LogEntry[] = []
  const server = await startReferenceServer(
    { profile: 'kerio', policy, listen: { imap: { host: '127.0.0.1', port: 0 } } },
    realSurroundings((entry) => entries.push(entry)),
  )
  const port = server.endpoint('imap')?.port ?? 0
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    auth: { user: 'alice', pass: 'open sesame' },
    logger: false,
  })
  const inbox = openInbox(server.accounts.of('alice@local.test'))
  const deliver = (text: string) => inbox.append(text, Date.UTC(2026, 0, 1))
  return { server, entries, port, client, deliver }
}

const tea = 'From: Bob <bob@remote.test>\r\nSubject: tea\r\nMessage-ID: <1@remote.test>\r\n\r\nAt four.\r\n'

test('imapflow logs in and out', async () => {
  const { server, entries, client } = await startServer()
  await using _server = server
  await client.connect()
  expect(client.authenticated).toBe(true)
  await client.logout()
  expect(entries.map(({ event }) => event)).toContain('imap.login')
})

test.each([
  ['imap', 'STARTTLS'],
  ['imaps', 'TLS from the first octet'],
] as const)('imapflow logs in over %s under %s', async (service, _how) => {
  const certificate = await selfSigned('mail.local.test')
  await using server = await startReferenceServer(
    { profile: 'kerio', policy, certificate, listen: { [service]: { host: '127.0.0.1', port: 0 } } },
    realSurroundings(),
  )
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.endpoint(service)?.port ?? 0,
    secure: service === 'imaps',
    ...(service === 'imap' && { doSTARTTLS: true }),
    servername: 'mail.local.test',
    tls: { ca: certificate.cert },
    auth: { user: 'alice', pass: 'open sesame' },
    logger: false,
  })
  await client.connect()
  expect(client.secureConnection).toBe(true)
  expect(client.capabilities.has('STARTTLS')).toBe(false)
  await client.logout()
})

test('imapflow lists, selects and reads messages', async () => {
  const { server, client, deliver } = await startServer()
  await using _server = server
  await deliver(tea)
  await client.connect()
  expect((await client.list()).map(({ path }) => path)).toEqual(['INBOX'])
  expect(await client.status('INBOX', { messages: true, unseen: true })).toMatchObject({
    messages: 1,
    unseen: 1,
  })
  const lock = await client.getMailboxLock('INBOX')
  const message = await client.fetchOne('1', {
    uid: true,
    flags: true,
    envelope: true,
    bodyStructure: true,
    internalDate: true,
    size: true,
    source: true,
  })
  expect(message).toMatchObject({
    uid: 1,
    size: tea.length,
    source: Buffer.from(tea),
    internalDate: new Date(Date.UTC(2026, 0, 1)),
    envelope: { subject: 'tea', from: [{ name: 'Bob', address: 'bob@remote.test' }] },
    bodyStructure: { type: 'text/plain', size: 10 },
  })
  const { content } = await client.download('1', '1', { uid: true })
  const pieces: unknown[] = (await content?.toArray()) ?? []
  expect(pieces.join('')).toContain('At four.')
  lock.release()
  await client.logout()
})

test('imapflow in IDLE hears of a message as it arrives', async () => {
  const { server, client, deliver } = await startServer()
  await using _server = server
  await client.connect()
  await client.mailboxOpen('INBOX')
  const arrived = new Promise<number>((heard) => client.on('exists', ({ count }) => heard(count)))
  const idling = client.idle()
  await new Promise<void>((begun) => {
    const look = () => (client.idling ? begun() : setImmediate(look))
    look()
  })
  await deliver(tea)
  expect(await arrived).toBe(1)
  // A command ends IDLE.
  expect(await client.fetchOne('*', { envelope: true })).toMatchObject({ envelope: { subject: 'tea' } })
  await idling
  await client.logout()
})

test('curl reads a message', async (context) => {
  needs('curl')(context)
  const curl = promisify(execFile)
  const { stdout: features } = await curl('curl', ['--version'])
  context.skip(!features.includes('imap'), 'the curl of this machine speaks no IMAP')
  const { server, port, deliver } = await startServer()
  await using _server = server
  await deliver(tea)
  const { stdout } = await curl('curl', [
    '--silent',
    '--user',
    'alice:open sesame',
    `imap://127.0.0.1:${port}/INBOX;MAILINDEX=1`,
  ])
  expect(stdout).toBe(tea)
})
