import { createMemoryStore } from './memory-store.ts'
import { keepOctets, storedOctets, type StoredOctets } from './octets.ts'
import type { Clock } from '../surroundings/clock.ts'
import type { Account, Accounts, Folder, Message } from './account.ts'
import { createAccounts } from './accounts.ts'
import { isProblem } from './problem.ts'
import type { Store } from './store.ts'

// What other folders' tests do to a mailbox, in few words.

/** Accounts whose mail is in a store; a fault fails the test. */
export const accountsIn = (store: Store, clock: Clock): Accounts =>
  createAccounts({
    store,
    clock,
    onFault: (cause) => {
      throw cause
    },
  })

/** An INBOX that can be used at once: what is done to it is done in the order it was asked for. */
export interface Inbox {
  append(message: string | Buffer, receivedAt?: number): Promise<number>
  remove(uids: readonly number[]): Promise<void>
  setFlags(uid: number, flags: readonly string[]): Promise<void>
  messages(): Promise<readonly Message[]>
  /** The messages as text, one character an octet. */
  texts(): Promise<readonly string[]>
  isLocked(): Promise<boolean>
}

/** Octets at rest, in a store of their own. */
export function kept(octets: Buffer): StoredOctets {
  const store = createMemoryStore()
  void store.write((table) => keepOctets(octets, table))
  return storedOctets(1, octets.length, store)
}

/** Opens the INBOX of an account. */
export function openInbox(account: Account): Inbox {
  const open = async (): Promise<Folder> => {
    const folder = await account.open('INBOX')
    if (isProblem(folder)) throw new Error(`expected an INBOX, saw ${folder.problem}`)
    return folder
  }
  const opened = open()
  let turn: Promise<unknown> = opened
  const inTurn = <T>(work: (folder: Folder) => Promise<T>): Promise<T> => {
    const done = turn.then(async () => work(await opened))
    turn = done
    return done
  }
  const messages = () => inTurn((folder) => folder.fetch({ from: 1, to: Number.MAX_SAFE_INTEGER }))
  return {
    append: (message, receivedAt = 0) =>
      inTurn(async (folder) => {
        const octets = typeof message === 'string' ? Buffer.from(message, 'latin1') : message
        const added = await folder.append({ octets, receivedAt })
        if (isProblem(added)) throw new Error(`expected a message to be added, saw ${added.problem}`)
        return added.uid
      }),
    remove: (uids) => inTurn(async (folder) => void (await folder.expunge(uids))),
    setFlags: (uid, flags) =>
      inTurn(async (folder) => void (await folder.store([uid], { how: 'replace', flags: new Set(flags) }))),
    messages,
    texts: async () =>
      Promise.all((await messages()).map(async ({ octets }) => (await octets.read()).toString('latin1'))),
    isLocked: () =>
      inTurn(async (folder) => {
        const lock = folder.lock()
        lock?.release()
        return lock === undefined
      }),
  }
}
