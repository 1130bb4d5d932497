import type { Folder, FolderView, Message, NumberedMessage } from '../store/account.ts'
import { isProblem, type Problem } from '../store/problem.ts'
import { createTurn } from '../surroundings/turn.ts'
import type { Pop3Seams } from './seams.ts'

/**
 * One session's view of a mailbox, under lock: messages keep their numbers, later arrivals are not seen, and what is
 * marked deleted is out of sight but stays until it is removed.
 */
export interface Maildrop {
  /** The messages not marked deleted. */
  messages(): readonly NumberedMessage[]
  /** How many these are, and their octets. */
  totals(): { readonly count: number; readonly octets: number }
  /** Undefined when there is none of that number or it is marked deleted. */
  find(number: number): Message | undefined
  /** A UIDL unique-id: the same for the same message in every session, never given to another. */
  uniqueId(one: NumberedMessage): string
  markDeleted(number: number): void
  unmarkAll(): void
  /** Removes the marked messages and returns how many there were. */
  removeDeleted(): Promise<number | Problem>
  /** Unlocks the mailbox. */
  release(): void
}

type Asks = Pick<Pop3Seams, 'pop3.is-in-sight' | 'pop3.unique-id'>

/** Locks a mailbox and numbers its messages; undefined while another session holds it. */
export async function openMaildrop(folder: Folder, ask: Asks): Promise<Maildrop | undefined> {
  const lock = folder.lock()
  if (!lock) return undefined
  try {
    // What another session removes meanwhile stays readable while the view exists.
    const view = await folder.view({ isReadOnly: true, onChange: () => {} })
    const release = (): void => {
      view.close()
      lock.release()
    }
    return { ...maildropOf(folder, await allIn(view), ask), release }
  } catch (cause) {
    lock.release()
    throw cause
  }
}

/** How many messages are read before other work gets a turn. */
const atOnce = 1000

async function allIn(view: FolderView): Promise<readonly NumberedMessage[]> {
  const all: NumberedMessage[] = []
  const turn = createTurn()
  for (let from = 1; from <= view.uids.length; from += atOnce) {
    for (const one of await view.fetch({ from, to: from + atOnce - 1 })) all.push(one)
    await turn.step()
  }
  return all
}

function maildropOf(folder: Folder, all: readonly NumberedMessage[], ask: Asks): Omit<Maildrop, 'release'> {
  const deleted = new Set<number>()
  const messages = () => all.filter(({ number }) => ask['pop3.is-in-sight']({ marked: deleted.has(number) }))
  return {
    messages,
    totals: () => {
      const left = messages()
      return { count: left.length, octets: left.reduce((sum, { message }) => sum + message.octets.size, 0) }
    },
    find: (number) => (deleted.has(number) ? undefined : all[number - 1]?.message),
    uniqueId: ({ number, message: { uid } }) =>
      ask['pop3.unique-id']({ uidValidity: folder.uidValidity, uid, number }),
    markDeleted: (number) => deleted.add(number),
    unmarkAll: () => deleted.clear(),
    removeDeleted: async () => {
      if (deleted.size === 0) return 0
      const marked = all.filter(({ number }) => deleted.has(number))
      const removed = await folder.expunge(marked.map(({ message }) => message.uid))
      return isProblem(removed) ? removed : deleted.size
    },
  }
}
