import type { Mailbox, StoredMessage } from '../store/mailboxes.ts'

/** A message of the maildrop under the number it has in this session. */
interface NumberedMessage {
  readonly number: number
  readonly message: StoredMessage
}

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
  find(number: number): StoredMessage | undefined
  /** A UIDL unique-id: the same for the same message in every session, never given to another. */
  uniqueId(message: StoredMessage): string
  markDeleted(number: number): void
  unmarkAll(): void
  /** Removes what is marked and gives how many that were. */
  removeDeleted(): number
  /** Unlocks the mailbox. */
  release(): void
}

/** Locks a mailbox and numbers its messages; undefined while another session holds it. */
export function openMaildrop(mailbox: Mailbox): Maildrop | undefined {
  const lock = mailbox.lock()
  if (!lock) return undefined
  const all = mailbox.messages().map((message, index) => ({ number: index + 1, message }))
  const deleted = new Set<number>()
  const messages = () => all.filter(({ number }) => !deleted.has(number))
  return {
    messages,
    totals: () => {
      const left = messages()
      return {
        count: left.length,
        octets: left.reduce((sum, { message }) => sum + message.octets.length, 0),
      }
    },
    find: (number) => (deleted.has(number) ? undefined : all[number - 1]?.message),
    uniqueId: ({ uid }) => `${mailbox.uidValidity}.${uid}`,
    markDeleted: (number) => deleted.add(number),
    unmarkAll: () => deleted.clear(),
    removeDeleted: () => {
      mailbox.remove(all.filter(({ number }) => deleted.has(number)).map(({ message }) => message.uid))
      return deleted.size
    },
    release: () => lock.release(),
  }
}
