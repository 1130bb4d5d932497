import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import { describe, expect, test } from 'vitest'
import { needs } from '../../scenarios/clients/testing/needs.ts'
import { realSurroundings, startReferenceServer } from '../index.ts'
import type { Store } from '../store/store.ts'
import { openInbox } from '../store/testing.ts'
import { stores } from './testing.ts'

// Clients that people use, each on a round through a mailbox as its user would make it.

const run = promisify(execFile)

const policy = {
  domains: { local: ['local.test'] },
  accounts: { 'alice@local.test': { password: 'open sesame' } },
}

const letter = (subject: string): string =>
  `From: Bob <bob@remote.test>\r\nTo: alice@local.test\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n\r\nText of ${subject}.\r\n`

/** A server with three messages for alice. */
async function startServer(store?: Store) {
  const server = await startReferenceServer(
    { profile: 'kerio', policy, listen: { imap: { host: '127.0.0.1', port: 0 } }, ...(store && { store }) },
    realSurroundings(),
  )
  const inbox = openInbox(server.accounts.of('alice@local.test'))
  for (const subject of ['tea', 'coffee', 'milk']) await inbox.append(letter(subject), Date.UTC(2026, 0, 1))
  return { server, inbox, port: server.endpoint('imap')?.port ?? 0 }
}

describe.each(stores)('in %s', (_name, createStore) => {
  test('imapflow lists, reads, searches, flags, moves, copies, deletes, appends and watches', async () => {
    const { server, inbox, port } = await startServer(createStore())
    await using _server = server
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      auth: { user: 'alice', pass: 'open sesame' },
      logger: false,
    })
    await client.connect()
    await client.mailboxCreate(['Ablage', 'Grüße'])
    await client.mailboxSubscribe('Ablage/Grüße')
    expect((await client.list()).map(({ path, subscribed }) => [path, subscribed ?? false])).toEqual([
      ['INBOX', true],
      ['Ablage', false],
      ['Ablage/Grüße', true],
    ])
    const lock = await client.getMailboxLock('INBOX')
    try {
      const subjects: (string | undefined)[] = []
      for await (const { envelope } of client.fetch('1:*', { envelope: true }))
        subjects.push(envelope?.subject)
      expect(subjects).toEqual(['tea', 'coffee', 'milk'])
      expect(await client.search({ subject: 'COFFEE', seen: false }, { uid: true })).toEqual([2])
      expect(await client.search({ body: 'text of milk' })).toEqual([3])
      expect(await client.messageFlagsAdd('1', ['\\Seen', '$Work'])).toBe(true)
      expect(await client.messageFlagsRemove('1', ['$Work'])).toBe(true)
      expect(await client.fetchOne('1', { flags: true })).toMatchObject({
        flags: new Set(['\\Seen', '\\Recent']),
      })
      expect(await client.messageCopy('1', 'Ablage/Grüße')).toMatchObject({ uidMap: new Map([[1, 1]]) })
      expect(await client.messageMove('2', 'Ablage/Grüße', { uid: true })).toMatchObject({
        uidMap: new Map([[2, 2]]),
      })
      expect(await client.messageDelete('1')).toBe(true)
      const added = await client.append(
        'INBOX',
        letter('soup'),
        ['\\Flagged'],
        new Date(Date.UTC(2025, 4, 1)),
      )
      expect(added).toMatchObject({ uid: 4 })
      expect(
        await client.fetchOne('4', { flags: true, internalDate: true, source: true }, { uid: true }),
      ).toMatchObject({
        source: Buffer.from(letter('soup')),
        internalDate: new Date(Date.UTC(2025, 4, 1)),
      })
      expect(await client.status('Ablage/Grüße', { messages: true, unseen: true })).toMatchObject({
        messages: 2,
        unseen: 1,
      })
      const arrived = new Promise<number>((heard) => client.on('exists', ({ count }) => heard(count)))
      const idling = client.idle()
      await new Promise<void>((begun) => {
        const look = () => (client.idling ? begun() : setImmediate(look))
        look()
      })
      await inbox.append(letter('bread'), Date.UTC(2026, 0, 1))
      expect(await arrived).toBe(3)
      await client.noop()
      await idling
    } finally {
      lock.release()
    }
    await client.mailboxRename('Ablage', 'Archiv')
    expect((await client.list()).map(({ path }) => path)).toEqual(['INBOX', 'Archiv', 'Archiv/Grüße'])
    await client.mailboxDelete('Archiv/Grüße')
    await client.logout()
    expect((await inbox.texts()).map((text) => /Subject: (.*)\r/.exec(text)?.[1])).toEqual([
      'milk',
      'soup',
      'bread',
    ])
  })
})

test('curl lists, searches, reads, flags, appends and removes', async (context) => {
  needs('curl')(context)
  const { stdout: features } = await run('curl', ['--version'])
  context.skip(!features.includes('imap'), 'the curl of this machine speaks no IMAP')
  const { server, inbox, port } = await startServer()
  await using _server = server
  const curl = async (path: string, ...options: readonly string[]): Promise<string> => {
    const all = ['--silent', '--show-error', '--max-time', '10', '--user', 'alice:open sesame', ...options]
    const { stdout } = await run('curl', [...all, `imap://127.0.0.1:${port}/${path}`])
    return stdout
  }
  expect(await curl('')).toContain('"/" INBOX')
  expect(await curl('INBOX?SUBJECT%20coffee')).toBe('* SEARCH 2\r\n')
  expect(await curl('INBOX;UID=2;SECTION=TEXT')).toBe('Text of coffee.\r\n')
  expect(await curl('INBOX', '--request', 'STORE 1 +FLAGS.SILENT (\\Deleted)')).toBe('')
  expect(await curl('INBOX', '--request', 'EXPUNGE')).toContain('* 1 EXPUNGE')
  expect(await curl('', '--request', 'CREATE Drafts')).toBe('')
  await curl('INBOX', '--request', 'MOVE 1 Drafts')
  expect(await curl('Drafts;UID=1;SECTION=TEXT')).toBe('Text of coffee.\r\n')
  expect(await inbox.texts()).toHaveLength(1)
})

const withImaplib = `
import imaplib, sys, time
host = imaplib.IMAP4('127.0.0.1', int(sys.argv[1]))
def good(answer):
    status, told = answer
    assert status == 'OK', (status, told)
    return told
good(host.login('alice', 'open sesame'))
assert 'IMAP4REV1' in host.capabilities
good(host.create('Drafts'))
assert any(b'Drafts' in line for line in good(host.list()))
assert good(host.select('INBOX')) == [b'3']
assert good(host.search(None, 'SUBJECT', 'coffee')) == [b'2']
assert good(host.uid('FETCH', '2', '(BODY.PEEK[TEXT])'))[0][1] == b'Text of coffee.\\r\\n'
good(host.store('1', '+FLAGS', '(\\\\Seen $Work)'))
good(host.copy('1:2', 'Drafts'))
when = imaplib.Time2Internaldate(time.time())
good(host.append('Drafts', '(\\\\Draft)', when, b'Subject: soup\\r\\n\\r\\nhot\\r\\n'))
good(host.store('1', '+FLAGS.SILENT', '\\\\Deleted'))
assert good(host.expunge()) == [b'1']
good(host.subscribe('Drafts'))
assert b'Drafts' in good(host.lsub())[1]
assert good(host.status('Drafts', '(MESSAGES UIDNEXT)')) == [b'Drafts (MESSAGES 3 UIDNEXT 4)']
good(host.rename('Drafts', 'Sent'))
good(host.close())
good(host.delete('Sent'))
assert good(host.namespace())
host.logout()
print('round made')
`

test('Python’s imaplib makes its round', async (context) => {
  needs('python3')(context)
  const { server, inbox, port } = await startServer()
  await using _server = server
  const { stdout } = await run('python3', ['-c', withImaplib, String(port)])
  expect(stdout.trim()).toBe('round made')
  expect(await inbox.texts()).toHaveLength(2)
})
