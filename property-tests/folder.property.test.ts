import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Folder, FolderView, Message } from '../reference-server/store/account.ts'
import { accountsIn } from '../reference-server/store/testing.ts'
import { createMemoryStore } from '../reference-server/store/memory-store.ts'
import { isProblem, type Problem } from '../reference-server/store/problem.ts'
import { createSqliteStore } from '../reference-server/store/sqlite-store.ts'
import type { Store } from '../reference-server/store/store.ts'
import { createVirtualClock } from '../reference-server/surroundings/virtual-clock.ts'
import * as model from './models/folder.ts'
import { runs } from './runs.ts'

const session = fc.nat(1)
const uids = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 })
const flag = fc.constantFrom('', '\\Seen', '\\Deleted', '$Work')

/** What may happen to a folder and to two sessions that look at it. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ does: 'append' } as const) },
  fc.record({ does: fc.constant('set flag' as const), uids, flag }),
  fc.record({ does: fc.constant('expunge' as const), uids }),
  fc.record({ does: fc.constant('move away' as const), uids }),
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('open' as const), session, isReadOnly: fc.boolean() }),
  },
  fc.record({ does: fc.constant('close' as const), session }),
  fc.record({ does: fc.constant('set own flag' as const), session, uids, flag }),
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('look' as const), session, mayExpunge: fc.boolean() }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

interface Real {
  readonly folder: Folder
  readonly views: (FolderView | undefined)[]
  /** Every message that has ever been there, with its octets. */
  readonly appended: Message[]
}

const textOf = (uid: number): string => `Subject: ${uid}\r\n\r\n`
const flagsOf = ({ flags }: Message): string => [...flags].join(' ')
const change = (one: string) => ({ how: 'replace', flags: new Set(one === '' ? [] : [one]) }) as const

function good<T extends object>(answer: T | Problem): T {
  if (isProblem(answer)) throw new Error(answer.problem)
  return answer
}

/** Does a step on both, and compares the outcomes. */
async function take(one: Step, here: model.ModelFolder, { folder, views, appended }: Real): Promise<void> {
  const view = 'session' in one ? views[one.session] : undefined
  const known = 'session' in one ? here.sessions[one.session] : undefined
  switch (one.does) {
    case 'append':
      appended.push(good(await folder.append({ octets: Buffer.from(textOf(here.uidNext)), receivedAt: 0 })))
      return model.append(here)
    case 'set flag':
      await folder.store(one.uids, change(one.flag))
      return model.setFlag(here, one.uids, one.flag)
    case 'expunge':
      await folder.expunge(one.uids)
      return model.expunge(here, one.uids)
    case 'move away':
      await folder.move(one.uids, 'Elsewhere')
      return model.expunge(here, one.uids)
    case 'open':
      if (view) return
      views[one.session] = await folder.view({ isReadOnly: one.isReadOnly, onChange: () => {} })
      return model.open(here, one.session, one.isReadOnly)
    case 'close':
      view?.close()
      views[one.session] = undefined
      here.sessions[one.session] = undefined
      return
    case 'set own flag': {
      if (!view || !known) return
      // A session sets flags on what it sees and what is still there.
      await view.store(
        one.uids.filter((uid) => view.uids.includes(uid)),
        change(one.flag),
      )
      const seen = one.uids.filter((uid) => known.known.some((message) => message.uid === uid))
      return model.setOwnFlag(here, known, seen, one.flag)
    }
    case 'look': {
      if (!view || !known) return
      const told = await view.news({ mayExpunge: one.mayExpunge })
      const foreseen = model.tell(here, known, one.mayExpunge)
      expect(told.expunged).toEqual(foreseen.expunged)
      expect(told.expungedUids).toEqual(foreseen.expungedUids)
      expect(told.arrived).toBe(foreseen.arrived)
      const changed = told.changed.map(({ number, message }) => ({ number, flags: flagsOf(message) }))
      expect(changed).toEqual(expect.arrayContaining([...foreseen.changed]))
      for (const { number, flags } of changed) expect(known.known[number - 1]?.flags).toBe(flags)
      const again = await view.news({ mayExpunge: one.mayExpunge })
      expect(again).toEqual({ expunged: [], expungedUids: [], changed: [], arrived: 0 })
    }
  }
}

/** What holds after every step. */
async function compare(here: model.ModelFolder, { folder, views }: Real): Promise<void> {
  expect(await folder.counts()).toMatchObject({
    messages: here.messages.length,
    deleted: here.messages.filter(({ flags }) => flags === '\\Deleted').length,
    unseen: here.messages.filter(({ flags }) => flags !== '\\Seen').length,
    recent: here.messages.filter(({ uid }) => uid >= here.recentFrom).length,
    uidNext: here.uidNext,
  })
  const there = await folder.fetch({ from: 1, to: here.uidNext })
  expect(there.map((message) => ({ uid: message.uid, flags: flagsOf(message) }))).toEqual(here.messages)
  for (const [place, view] of views.entries()) {
    const known = here.sessions[place]
    if (!view || !known) continue
    expect(view.uids).toEqual(known.known.map(({ uid }) => uid))
    expect(view.recentCount()).toBe(model.recentCount(known))
    const seen = await view.fetch(view.numbersOf({ from: 1, to: here.uidNext }))
    expect(seen.map(({ number, message }) => [number, message.uid])).toEqual(
      known.known.map(({ uid }, at) => [at + 1, uid]),
    )
    for (const { message } of seen) expect((await message.octets.read()).toString()).toBe(textOf(message.uid))
  }
}

/** The octets of a message exist as long as a folder has it, and no longer. */
async function compareOctets({ folder, appended }: Real, elsewhere: Folder): Promise<void> {
  const everything = { from: 1, to: Number.MAX_SAFE_INTEGER }
  const kept = [...(await folder.fetch(everything)), ...(await elsewhere.fetch(everything))]
  const ids = new Set(kept.map(({ octets }) => octets.id))
  for (const { octets } of appended) {
    const read = octets.read().then(
      () => 'there',
      () => 'gone',
    )
    expect(await read).toBe(ids.has(octets.id) ? 'there' : 'gone')
  }
}

const stores: readonly (readonly [string, () => Store, number])[] = [
  ['memory', createMemoryStore, 200],
  ['SQLite', () => createSqliteStore(new DatabaseSync(':memory:')), 40],
]

test.each(stores)(
  'for any story of two sessions, each sees of a folder in %s what a list would show it',
  async (_engine, create, numRuns) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        await using store = create()
        const account = accountsIn(store, createVirtualClock()).of('a@local.test')
        const elsewhere = good(await account.create('Elsewhere'))
        const real: Real = { folder: good(await account.open('INBOX')), views: [], appended: [] }
        const here = model.emptyFolder(2)
        for (const one of steps) {
          await take(one, here, real)
          await compare(here, real)
        }
        for (const view of real.views) view?.close()
        // What was let go is removed by the next transaction.
        await store.write(() => {})
        await compareOctets(real, elsewhere)
      }),
      runs(numRuns),
    )
  },
)
