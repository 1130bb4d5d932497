import { lowerCase, upperCase } from '../policy/ascii.ts'
import type { Account, Accounts, Folder } from './account.ts'
import { createFolder } from './folder.ts'
import { folderNamed, folderNames, makeFolder } from './folder-names.ts'
import { expungedRows, folderRow, releaseExpunged } from './folder-rows.ts'
import { isProblem, unlessFull, type Problem } from './problem.ts'
import type { Store } from './store.ts'
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
      store.write((table) => releaseExpunged(id, tracker.toldToAll(), table)).catch(onFault)
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

  const make = async (account: string, name: string): Promise<Folder | Problem> => {
    const seconds = Math.floor(clock.now() / 1000)
    const id = await unlessFull(
      store.write((table) =>
        folderNamed(account, name, table) === undefined
          ? makeFolder({ account, name, seconds }, table)
          : exists,
      ),
    )
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

  const accountOf = (account: string): Account => ({
    folders: async () => [
      inbox,
      ...store.read((table) => folderNames(account, table)).filter((name) => name !== inbox),
    ],
    open: (name) => open(account, name),
    create: async (name) => (upperCase(name) === inbox ? exists : make(account, name)),
  })

  return { of: (address) => accountOf(lowerCase(address)) }
}

const inbox = 'INBOX'
const exists: Problem = { problem: 'folder-exists' }
