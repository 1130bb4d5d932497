import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataRefused, openDataFolder } from './data-folder.ts'
import { declareTable } from './table.ts'

const pieces = declareTable('pieces', { key: ['integer'], columns: { octets: 'octets' } })
const since = new Date('2026-01-01T00:00:00Z')

let root = ''
let folder = ''
let database = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailspec-data-'))
  folder = join(root, 'mail', 'kept')
  database = join(folder, 'mail.sqlite')
})
afterEach(() => rmSync(root, { recursive: true }))

/** Writes twenty pieces, and gives how many are there. */
async function write(): Promise<number> {
  await using store = openDataFolder(folder, since)
  await store.write((table) => {
    for (let id = 0; id < 20; id++) table(pieces).put([id], { octets: Buffer.alloc(5000, id) })
  })
  return store.read((table) => table(pieces).list([]).length)
}

function alter(sql: string): void {
  using db = new DatabaseSync(database)
  db.exec(sql)
}

const refusal = (): string => {
  try {
    void openDataFolder(folder, since)[Symbol.asyncDispose]()
    return 'opened'
  } catch (cause) {
    if (cause instanceof DataRefused) return cause.message.replace(folder, 'DIR')
    throw cause
  }
}

test('what was written is there when the folder is opened again', async () => {
  expect(await write()).toBe(20)
  await using store = openDataFolder(folder, since)
  expect(store.read((table) => table(pieces).get([7]))).toEqual({ octets: Buffer.alloc(5000, 7) })
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a folder in use is refused, with whose it is, and is free once its store is closed', async () => {
  const store = openDataFolder(folder, since)
  expect(refusal()).toBe(`DIR: in use by process ${process.pid} since 2026-01-01T00:00:00.000Z`)
  await store[Symbol.asyncDispose]()
  expect(refusal()).toBe('opened')
})

test('a folder whose process was killed is free, and has what was written', async () => {
  const program = `
    import { openDataFolder } from ${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))}
    import { declareTable } from ${JSON.stringify(join(import.meta.dirname, 'table.ts'))}
    const pieces = declareTable('pieces', { key: ['integer'], columns: { octets: 'octets' } })
    const store = openDataFolder(${JSON.stringify(folder)}, new Date())
    await store.write((table) => table(pieces).put([1], { octets: Buffer.from('tea') }))
    console.log('written')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program])
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  expect(refusal()).toMatch(new RegExp(`^DIR: in use by process ${child.pid} since 20`))
  child.kill('SIGKILL')
  await ended
  await using store = openDataFolder(folder, since)
  expect(store.read((table) => table(pieces).get([1]))).toEqual({ octets: Buffer.from('tea') })
})

test.each([
  ['to nothing', 0, 'it is empty'],
  ['within its header', 50, 'database disk image is malformed'],
  ['within its first page', 3000, 'database disk image is malformed'],
  ['in the middle', 40_960, 'database disk image is malformed'],
  ['within its last page', -1000, 'it is cut off'],
])('a database cut off %s is damaged', async (_where, length, reason) => {
  await write()
  truncateSync(database, length < 0 ? statSync(database).size + length : length)
  expect(refusal()).toBe(`DIR: mail.sqlite is damaged: ${reason}`)
})

test.each([
  ['below a file', () => join(database, 'kept'), /^DIR: cannot be written: EEXIST/],
  ['where nothing can be made', () => '/proc/mailspec/kept', /^DIR: cannot be written: ENOENT/],
])('a folder %s cannot be written', async (_where, place, reason) => {
  await write()
  folder = place()
  expect(refusal()).toMatch(reason)
})

test('a database that is something else is damaged, and stays as it is', async () => {
  await write()
  writeFileSync(database, 'x'.repeat(5000))
  expect(refusal()).toBe('DIR: mail.sqlite is damaged: file is not a database')
  expect(readFileSync(database, 'utf8')).toBe('x'.repeat(5000))
})

test('a database of a newer version, or of another program, is refused', async () => {
  await write()
  alter('PRAGMA user_version = 2')
  expect(refusal()).toBe('DIR: mail.sqlite was written by a newer mailspec (format 2, this one knows 1)')
  alter('PRAGMA user_version = 1; PRAGMA application_id = 7')
  expect(refusal()).toBe("DIR: mail.sqlite is not mailspec's")
})

test('a folder that was never finished is made anew', async () => {
  await write()
  rmSync(join(folder, 'opened-by'))
  truncateSync(database, 0)
  expect(await write()).toBe(20)
})
