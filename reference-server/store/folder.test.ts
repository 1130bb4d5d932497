import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createVirtualClock, type VirtualClock } from '../surroundings/virtual-clock.ts'
import type { Account, FlagChange, Folder, Message, ViewOptions } from './account.ts'
import { createMemoryStore } from './memory-store.ts'
import { isProblem, type Problem } from './problem.ts'
import { createSqliteStore } from './sqlite-store.ts'
import type { Store } from './store.ts'
import { accountsIn } from './testing.ts'
import { declareTable } from './table.ts'

let clock: VirtualClock
let store: Store
let account: Account
let inbox: Folder
const accountsOver = (kept: Store) => accountsIn(kept, clock)

beforeEach(async () => {
  clock = createVirtualClock()
  store = createMemoryStore()
  account = accountsOver(store).of('alice@local.test')
  inbox = good(await account.open('INBOX'))
})
afterEach(() => store[Symbol.asyncDispose]())

function good<T extends object>(answer: T | Problem): T {
  if (isProblem(answer)) throw new Error(`expected no problem, saw ${answer.problem}`)
  return answer
}

const append = async (text: string, ...flags: string[]): Promise<Message> =>
  good(await inbox.append({ octets: Buffer.from(text), receivedAt: 7, flags: new Set(flags) }))
const everything = { from: 1, to: Number.MAX_SAFE_INTEGER }
const uidsIn = async (folder: Folder) => (await folder.fetch(everything)).map(({ uid }) => uid)
const add = (...flags: string[]): FlagChange => ({ how: 'add', flags: new Set(flags) })
const looking: ViewOptions = { isReadOnly: false, onChange: () => {} }
const silent = { expunged: [], expungedUids: [], changed: [], arrived: 0 }

describe('an account', () => {
  test('has INBOX from the beginning, in any case of letters, as it is itself', async () => {
    await append('one')
    const accounts = accountsOver(store)
    const again = good(await accounts.of('Alice@LOCAL.test').open('inBox'))
    expect(await uidsIn(again)).toEqual([1])
    const bobs = accounts.of('bob@local.test')
    expect(await bobs.folders()).toEqual(['INBOX'])
    expect(await uidsIn(good(await bobs.open('INBOX')))).toEqual([])
  })

  test('has the folders that were made, each once', async () => {
    expect(await account.open('Drafts')).toEqual({ problem: 'no-such-folder' })
    good(await account.create('Drafts'))
    expect(await account.folders()).toEqual(['INBOX', 'Drafts'])
    expect(good(await account.open('Drafts')).name).toBe('Drafts')
    expect(await account.create('Drafts')).toEqual({ problem: 'folder-exists' })
    expect(await account.create('inbox')).toEqual({ problem: 'folder-exists' })
  })

  test('gives every folder a UIDVALIDITY of its own, the time where that is free', async () => {
    const drafts = good(await account.create('Drafts'))
    await clock.advance(60_000)
    const sent = good(await account.create('Sent'))
    const epoch = Date.UTC(2026, 0, 1) / 1000
    const validities = [inbox, drafts, sent].map(({ uidValidity }) => uidValidity - epoch)
    expect(validities).toEqual([0, 1, 60])
  })

  test('opened twice at once has one INBOX', async () => {
    const bobs = accountsOver(store).of('bob@local.test')
    const [one, two] = await Promise.all([bobs.open('INBOX'), bobs.open('INBOX')])
    await good(one).append({ octets: Buffer.from('one'), receivedAt: 0 })
    expect(await uidsIn(good(two))).toEqual([1])
  })
})

describe('a folder', () => {
  test('keeps messages as they came', async () => {
    await append('one', '\\Seen', '\\Flagged')
    const [message] = await inbox.fetch(everything)
    expect(message).toMatchObject({ uid: 1, receivedAt: 7, flags: new Set(['\\Flagged', '\\Seen']) })
    expect((await message?.octets.read())?.toString()).toBe('one')
  })

  test.each<[string, FlagChange, string[]]>([
    ['adds', { how: 'add', flags: new Set(['\\Seen', '$Work']) }, ['$Work', '\\Draft', '\\Seen']],
    ['removes', { how: 'remove', flags: new Set(['\\Seen', '$Work']) }, ['\\Draft']],
    ['replaces', { how: 'replace', flags: new Set(['$Work']) }, ['$Work']],
  ])('%s flags', async (_how, change, flags) => {
    await append('one', '\\Draft', '\\Seen')
    const [changed] = good(await inbox.store([1, 2], change))
    expect([...(changed?.flags ?? [])]).toEqual(flags)
  })

  test('counts no change where flags stay what they are', async () => {
    await append('one', '\\Seen')
    const { modseq } = await inbox.counts()
    await inbox.store([1], add('\\Seen'))
    expect((await inbox.counts()).modseq).toBe(modseq)
  })

  test('tells what changed since, each message once and as it is', async () => {
    await append('one')
    await append('two')
    const { modseq } = await inbox.counts()
    await inbox.store([1], add('\\Seen'))
    await append('three')
    await inbox.store([1], add('$Work'))
    const { changed, ...rest } = await inbox.changesSince(modseq)
    expect(changed.map(({ uid, flags }) => [uid, ...flags])).toEqual([[3], [1, '$Work', '\\Seen']])
    expect(rest).toEqual({ modseq: modseq + 3, expunged: [] })
    expect(await inbox.changesSince(modseq + 3)).toEqual({ modseq: modseq + 3, changed: [], expunged: [] })
  })

  test('copies with flags and date, and the octets lie there once', async () => {
    const drafts = good(await account.create('Drafts'))
    const { octets } = await append('one', '\\Draft')
    await append('two')
    expect(await inbox.copy([1, 2, 3], 'Drafts')).toEqual([
      { from: 1, to: 1 },
      { from: 2, to: 2 },
    ])
    await inbox.expunge([1])
    const [copy] = await drafts.fetch(everything)
    expect(copy).toMatchObject({ uid: 1, receivedAt: 7, flags: new Set(['\\Draft']) })
    expect(copy?.octets.id).toBe(octets.id)
    expect((await octets.read()).toString()).toBe('one')
    await drafts.expunge([1])
    await expect(octets.read()).rejects.toThrow('have no copy left')
  })

  test('takes stored octets as one copy more', async () => {
    const { octets } = await append('one')
    await inbox.append({ octets, receivedAt: 8 })
    await inbox.expunge([1, 1])
    expect((await octets.read()).toString()).toBe('one')
  })

  test('moves to another folder, which tells its sessions', async () => {
    const drafts = good(await account.create('Drafts'))
    const view = await drafts.view(looking)
    await append('one')
    expect(await inbox.move([1], 'Drafts')).toEqual([{ from: 1, to: 1 }])
    expect([await uidsIn(inbox), await uidsIn(drafts)]).toEqual([[], [1]])
    expect(await view.news({ mayExpunge: true })).toEqual({ ...silent, arrived: 1 })
    expect(await inbox.move([1], 'Sent')).toEqual({ problem: 'no-such-folder' })
  })

  test('expunges once what is there', async () => {
    await append('one')
    expect(await inbox.expunge([1, 1, 7])).toEqual([1])
    expect(await inbox.expunge([1])).toEqual([])
    expect((await append('two')).uid).toBe(2)
  })

  test('writes with a message what goes alongside, or neither', async () => {
    const fetched = declareTable('fetched', { key: ['text'], columns: { at: 'integer' } })
    const message = { octets: Buffer.from('one'), receivedAt: 7 }
    await inbox.append(message, (table) => table(fetched).put(['uidl-1'], { at: 7 }))
    const failing = inbox.append(message, (table) => {
      table(fetched).put(['uidl-2'], { at: 8 })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(store.read((table) => table(fetched).list([]).length)).toBe(1)
    expect(await uidsIn(inbox)).toEqual([1])
  })

  test('has one maildrop lock, and one released twice frees no other', async () => {
    const first = inbox.lock()
    expect(good(await account.open('INBOX')).lock()).toBeUndefined()
    first?.release()
    expect(inbox.lock()).toBeDefined()
    first?.release()
    expect(inbox.lock()).toBeUndefined()
    expect((await append('one')).uid).toBe(1)
  })
})

describe('a view', () => {
  test('tells of others, and not of what its own session did', async () => {
    await append('one')
    const [mine, yours] = [await inbox.view(looking), await inbox.view(looking)]
    const stored = good(await mine.store([1], add('\\Seen')))
    expect(stored.map(({ number, message }) => [number, ...message.flags])).toEqual([[1, '\\Seen']])
    expect(await mine.news({ mayExpunge: true })).toEqual(silent)
    expect((await yours.news({ mayExpunge: true })).changed).toHaveLength(1)
    await yours.store([1], add('\\Deleted'))
    expect((await mine.news({ mayExpunge: true })).changed).toHaveLength(1)
  })

  test('calls on every change until it is closed', async () => {
    const called: number[] = []
    const view = await inbox.view({ isReadOnly: false, onChange: () => called.push(called.length) })
    await append('one')
    await inbox.store([1], add('\\Seen'))
    await inbox.expunge([1])
    expect(called).toHaveLength(3)
    view.close()
    await append('two')
    expect(called).toHaveLength(3)
  })

  test('never heard of a message that came and went', async () => {
    const view = await inbox.view(looking)
    await append('one')
    await inbox.expunge([1])
    expect(await view.news({ mayExpunge: true })).toEqual(silent)
    expect(view.uids).toEqual([])
  })

  test('shows what is gone until it was told so, and not a moment longer', async () => {
    const { octets } = await append('one')
    const [mine, yours] = [await inbox.view(looking), await inbox.view(looking)]
    await inbox.expunge([1])
    await mine.news({ mayExpunge: true })
    expect(await mine.fetch({ from: 1, to: 1 })).toEqual([])
    await yours.news({ mayExpunge: false })
    expect((await yours.fetch({ from: 1, to: 1 })).map(({ number }) => number)).toEqual([1])
    expect((await octets.read()).toString()).toBe('one')
    expect((await yours.news({ mayExpunge: true })).expunged).toEqual([1])
    await expect(octets.read()).rejects.toThrow('have no copy left')
  })

  test('lets go when it is closed', async () => {
    const { octets } = await append('one')
    const view = await inbox.view(looking)
    await inbox.expunge([1])
    view.close()
    await expect(octets.read()).rejects.toThrow('have no copy left')
  })
})

test('what was in view when the process died is let go, and what was recent then stays so', async () => {
  const db = new DatabaseSync(':memory:')
  await using kept = createSqliteStore(db)
  const open = async () => good(await accountsOver(kept).of('alice@local.test').open('INBOX'))
  const before = await open()
  const { octets } = good(await before.append({ octets: Buffer.from('one'), receivedAt: 0 }))
  await before.append({ octets: Buffer.from('two'), receivedAt: 0 })
  await before.view(looking)
  await before.append({ octets: Buffer.from('three'), receivedAt: 0 })
  await before.expunge([1])
  expect((await octets.read()).toString()).toBe('one')
  const after = await open()
  await kept.write(() => {})
  await expect(octets.read()).rejects.toThrow('have no copy left')
  expect(await after.counts()).toMatchObject({ messages: 2, recent: 1 })
})

test('a store without space is a problem, and not an error', async () => {
  const db = new DatabaseSync(':memory:')
  await using kept = createSqliteStore(db)
  const folder = good(await accountsOver(kept).of('alice@local.test').open('INBOX'))
  db.exec('PRAGMA max_page_count = 60')
  const large = { octets: Buffer.alloc(1_000_000), receivedAt: 0 }
  expect(await folder.append(large)).toEqual({ problem: 'no-space' })
  expect((await folder.counts()).messages).toBe(0)
  expect(good(await folder.append({ octets: Buffer.from('one'), receivedAt: 0 })).uid).toBe(1)
})
