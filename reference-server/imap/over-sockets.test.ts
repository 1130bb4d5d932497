import { ImapFlow } from 'imapflow'
import { expect, test } from 'vitest'
import { realSurroundings, startReferenceServer, type LogEntry } from '../index.ts'

const policy = {
  domains: { local: ['local.test'] },
  accounts: { 'alice@local.test': { password: 'open sesame' } },
}

/** A server with IMAP on a free port of loopback, and the log it writes. */
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
  return { server, entries, port, client }
}

test('imapflow logs in and out', async () => {
  const { server, entries, client } = await startServer()
  await using _server = server
  await client.connect()
  expect(client.authenticated).toBe(true)
  await client.logout()
  expect(entries.map(({ event }) => event)).toContain('imap.login')
})
