import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { messagesIn } from './maildir.ts'

const folder = mkdtempSync(join(tmpdir(), 'maildir-'))
afterAll(() => rmSync(folder, { recursive: true }))

for (const [path, text] of [
  ['new/1.a', 'Subject: new\n\nhi\n'],
  ['cur/2.a:2,S', 'Subject: seen\r\n\r\nhi\r\n'],
  ['tmp/3.a', 'Subject: half'],
] as const) {
  const file = join(folder, 'mail/local.test/bob/Maildir', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

test('a mailbox is what has arrived, seen or not, its lines as on the wire', () => {
  const messages = ['Subject: new\r\n\r\nhi\r\n', 'Subject: seen\r\n\r\nhi\r\n']
  expect(messagesIn(folder, 'bob@local.test')).toEqual(messages)
  expect(messagesIn(folder, 'BOB@Local.test')).toEqual(messages)
})

test('a mailbox nobody has written to is empty', () => {
  expect(messagesIn(folder, 'alice@local.test')).toEqual([])
})
