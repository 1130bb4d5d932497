import { lowerCase, upperCase } from '../policy/ascii.ts'
import type { Account, Accounts, Folder } from './account.ts'
import { createFolder } from './folder.ts'
import { folderNamed, folderNames } from './folder-names.ts'
import { dropFolder, expungedRows, folderRow, releaseExpunged } from './folder-rows.ts'
import { makeTree, removeFromTree, renameTree, usesIn } from './folder-tree.ts'
import { dropKeywords } from './keywords.ts'
import { isProblem, unlessFull, type Problem } from './problem.ts'
import type { Store } from './store.ts'
import { subscribe, subscribedNames, unsubscribe } from './subscriptions.ts'
import { createTracker, type Tracker } from './tracker.ts'
import type { Clock } from '../surroundings/clock.ts'

/** What accounts need of the server. */
export interface AccountsHost {
  readonly store: Store
  readonly clock: Clock
  /** Hears of what failed when nobody waited for it. */
  readonly onFault: (cause: unknown) => void
}

/** Gives access to the accounts of a store. All sessions of a server share them. */
export function createAccounts({ store, clock, onFault }: AccountsHost): Accounts {
  const trackers = new Map<number, Tracker>()

  const trackerOf = (id: number): Tracker => {
    const known = trackers.get(id)
    if (known) return known
    const tracker = createTracker(store.read((table) => folderRow(id, table).recentFrom))
    trackers.set(id, tracker)
    // After a crash, what sessions had in view is no longer in any view.
    if (store.read((table) => expungedRows(id, { atMost: 1 }, table).length > 0)) {
      Promise.resolve(store.write((table) => releaseExpunged(id, tracker.toldToAll(), table))).catch(onFault)
    }
    return tracker
  }

  /** Folders stay open, as what their sessions have to do with them stays. */
  const opened = new Map<number, Folder>()

  const folderOf = (account: string, name: string, id: number): Folder => {
    const known = opened.get(id)
    if (known?.name === name) return known
    const folder = createFolder({ account, name, id, store, trackerOf, onFault })
    opened.set(id, folder)
    return folder
  }

  const seconds = () => Math.floor(clock.now() / 1000)

  const make = async (account: string, name: string, use?: string): Promise<Folder | Problem> => {
    const folder = { account, name, seconds: seconds(), use }
    const id = await unlessFull(store.write((table) => makeTree(folder, table)))
    return typeof id === 'number' ? folderOf(account, name, id) : id
  }

  const open = (account: string, asked: string): Folder | Problem | Promise<Folder | Problem> => {
    const name = upperCase(asked) === inbox ? inbox : asked
    const id = store.read((table) => folderNamed(account, name, table))
    if (id !== undefined) return folderOf(account, name, id)
    return name === inbox ? makeInbox(account) : { problem: 'no-such-folder' }
  }

  const makeInbox = async (account: string): Promise<Folder | Problem> => {
    const made = await make(account, inbox)
    // Another session was quicker.
    return isProblem(made) && made.problem === 'folder-exists' ? open(account, inbox) : made
  }

  const remove = async (account: string, name: string): Promise<Problem | undefined> => {
    const folder = await open(account, name)
    if (isProblem(folder)) return folder
    const id = store.read((table) => folderNamed(account, name, table))
    if (id === undefined) return { problem: 'no-such-folder' }
    for (;;) {
      const emptied = await emptyFolder(folder)
      if (isProblem(emptied)) return emptied
      const isRemoved = await store.write((table) => {
        // A message may have arrived meanwhile.
        if (folderRow(id, table).messages > 0) return false
        removeFromTree(account, name, table)
        dropKeywords(id, table)
        if (!trackerOf(id).hasViews) dropFolder(id, table)
        return true
      })
      if (!isRemoved) continue
      opened.delete(id)
      return undefined
    }
  }

  const rename = async (account: string, from: string, to: string): Promise<Problem | undefined> => {
    if (from === inbox) {
      const [source, target] = [await open(account, inbox), await make(account, to)]
      if (isProblem(source)) return source
      if (isProblem(target)) return target
      const messages = await source.fetch({ from: 1, to: Number.MAX_SAFE_INTEGER })
      const moved = await source.move(
        messages.map(({ uid }) => uid),
        to,
      )
      return isProblem(moved) ? moved : undefined
    }
    const renaming = { account, from, to, seconds: seconds() }
    return unlessFull(store.write((table) => renameTree(renaming, table)))
  }

  const subscribeTo = async (account: string, name: string): Promise<Problem | undefined> =>
    unlessFull(
      store.write((table) => {
        if (name !== inbox && folderNamed(account, name, table) === undefined) {
          return { problem: 'no-such-folder' } as const
        }
        return subscribe(account, name, table) ? undefined : ({ problem: 'too-many' } as const)
      }),
    )

  const accountOf = (account: string): Account => ({
    folders: async () => [
      inbox,
      ...store.read((table) => folderNames(account, table)).filter((name) => name !== inbox),
    ],
    open: (name) => open(account, name),
    create: async (name, use) => (upperCase(name) === inbox ? exists : make(account, name, use)),
    remove: async (name) => (upperCase(name) === inbox ? notAllowed : remove(account, name)),
    rename: async (from, to) =>
      upperCase(to) === inbox ? exists : rename(account, upperCase(from) === inbox ? inbox : from, to),
    uses: () => store.read((table) => usesIn(account, table)),
    subscriptions: () => store.read((table) => subscribedNames(account, table)),
    subscribe: (name) => subscribeTo(account, name),
    unsubscribe: (name) =>
      unlessFull(
        store.write((table) => {
          unsubscribe(account, name, table)
          return undefined
        }),
      ),
  })

  const known = new Map<string, Account>()
  return {
    of: (address) => {
      const name = lowerCase(address)
      const account = known.get(name) ?? accountOf(name)
      known.set(name, account)
      return account
    },
  }
}

const inbox = 'INBOX'
const exists: Problem = { problem: 'folder-exists' }
const notAllowed: Problem = { problem: 'not-allowed' }

/** How many messages are removed in one transaction. */
const atOnce = 1000

/** Removes all messages there are. */
async function emptyFolder(folder: Folder): Promise<readonly number[] | Problem> {
  const { uidNext } = await folder.counts()
  for (let from = 1; from < uidNext; from += atOnce) {
    const some = await folder.fetch({ from, to: from + atOnce - 1 })
    const removed = some.length === 0 ? [] : await folder.expunge(some.map(({ uid }) => uid))
    if (isProblem(removed)) return removed
  }
  return []
}
