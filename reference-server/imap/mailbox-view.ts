import type { Mailbox, StoredMessage } from '../store/mailboxes.ts'
import { flagList } from './flags.ts'
import { untagged } from './responses.ts'

/** A message under the sequence number it has in this session. */
export interface NumberedMessage {
  readonly number: number
  readonly message: StoredMessage
}

/**
 * One session's view of a mailbox. What others do to the mailbox changes it only when `news` is asked for, since
 * sequence numbers may change at certain moments only (RFC 3501 §7.4.1); until then a message that is gone can still be
 * read.
 */
export interface MailboxView {
  readonly isReadOnly: boolean
  /** In the order of their numbers, which is that of their UIDs. */
  messages(): readonly NumberedMessage[]
  isRecent(message: StoredMessage): boolean
  recentCount(): number
  /** Sets flags as the client asked, who is told by whoever asks this; gives the message as it is then. */
  setFlags(number: number, flags: ReadonlySet<string>): StoredMessage | undefined
  /** What became of the mailbox since it was last asked, as untagged responses. */
  news(options: { readonly mayExpunge: boolean }): readonly Buffer[]
  /** Removes what is flagged as deleted, without a word. */
  removeDeleted(): void
  close(): void
}

/**
 * Opens a view. One that is read-only takes no message from others as recent.
 *
 * @param onChange is called when there may be news
 */
export function openView(mailbox: Mailbox, isReadOnly: boolean, onChange: () => void): MailboxView {
  const recent = new Set<number>()
  const arrived = (messages: readonly StoredMessage[]): readonly StoredMessage[] => {
    const from = isReadOnly ? mailbox.recentFrom : mailbox.takeRecent()
    for (const { uid } of messages) if (uid >= from) recent.add(uid)
    return messages
  }
  let known = [...arrived(mailbox.messages())]
  let uidNext = mailbox.uidNext
  let isStale = false
  const watch = mailbox.watch(() => {
    isStale = true
    onChange()
  })

  /** Takes gone messages out, the last first, so that no number told is already another's. */
  const expunge = (isThere: (uid: number) => boolean): Buffer[] => {
    const gone = known.flatMap(({ uid }, index) => (isThere(uid) ? [] : [index + 1]))
    known = known.filter(({ uid }) => isThere(uid))
    return gone.toReversed().map((number) => untagged(`${number} EXPUNGE`))
  }

  /** Takes flags over that another session has set. */
  const reflag = (now: ReadonlyMap<number, StoredMessage>): Buffer[] =>
    known.flatMap((before, index) => {
      const message = now.get(before.uid) ?? before
      known[index] = message
      if (sameFlags(message.flags, before.flags)) return []
      const flags = flagList(message.flags, recent.has(message.uid))
      return [untagged(`${index + 1} FETCH (UID ${message.uid} FLAGS ${flags})`)]
    })

  const arrive = (now: readonly StoredMessage[]): Buffer[] => {
    const fresh = now.filter(({ uid }) => uid >= uidNext)
    uidNext = mailbox.uidNext
    if (fresh.length === 0) return []
    known.push(...arrived(fresh))
    return [untagged(`${known.length} EXISTS`), untagged(`${recentCount()} RECENT`)]
  }

  const recentCount = () => known.filter(({ uid }) => recent.has(uid)).length

  return {
    isReadOnly,
    messages: () => known.map((message, index) => ({ number: index + 1, message })),
    isRecent: ({ uid }) => recent.has(uid),
    recentCount,
    setFlags: (number, flags) => {
      const before = known[number - 1]
      if (!before) return undefined
      const message = mailbox.setFlags(before.uid, flags) ?? before
      known[number - 1] = message
      return message
    },
    news: ({ mayExpunge }) => {
      if (!isStale) return []
      const now = mailbox.messages()
      const byUid = new Map(now.map((message) => [message.uid, message]))
      const expunged = mayExpunge ? expunge((uid) => byUid.has(uid)) : []
      isStale = known.some(({ uid }) => !byUid.has(uid))
      return [...expunged, ...reflag(byUid), ...arrive(now)]
    },
    removeDeleted: () => {
      const deleted = mailbox.messages().filter(({ flags }) => flags.has('\\Deleted'))
      if (!isReadOnly) mailbox.remove(deleted.map(({ uid }) => uid))
    },
    close: () => watch.stop(),
  }
}

const sameFlags = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  some.size === others.size && [...some].every((flag) => others.has(flag))
