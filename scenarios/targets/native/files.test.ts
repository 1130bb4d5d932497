import { chmodSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdsFiles, writeFiles } from './files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailspec-files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const written = (path: string): string => readFileSync(join(folder, path), 'utf8')

test('whoever has opened a file reads it to its end as it was', () => {
  writeFiles(folder, { 'etc/main': 'first\n' })
  const open = openSync(join(folder, 'etc/main'), 'r')
  writeFiles(folder, { 'etc/main': 'second, and longer\n' })
  expect(readFileSync(open, 'utf8')).toBe('first\n')
  expect(written('etc/main')).toBe('second, and longer\n')
  expect(readdirSync(join(folder, 'etc'))).toEqual(['main'])
})

test('a file that is written again keeps the mode it was given meanwhile', () => {
  writeFiles(folder, { key: 'one' })
  chmodSync(join(folder, 'key'), 0o600)
  writeFiles(folder, { key: 'two' })
  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600)
})

test('a file that says the same is left alone', () => {
  writeFiles(folder, { hosts: 'localhost' })
  const { ino } = statSync(join(folder, 'hosts'))
  writeFiles(folder, { hosts: 'localhost' })
  expect(statSync(join(folder, 'hosts')).ino).toBe(ino)
})

test('files look as if they had been written a while ago', () => {
  writeFiles(folder, { users: 'alice' })
  expect(Date.now() - statSync(join(folder, 'users')).mtimeMs).toBeGreaterThan(5_000)
})

test('a folder holds files anywhere below it, or only in folders of its own', () => {
  writeFiles(folder, { 'spool/lock': '', 'mail/one/new/1': '' })
  expect(holdsFiles(join(folder, 'spool'))).toBe(true)
  expect(holdsFiles(join(folder, 'spool/*'))).toBe(false)
  expect(holdsFiles(join(folder, 'mail/*'))).toBe(true)
  expect(holdsFiles(join(folder, 'nothing'))).toBe(false)
})
