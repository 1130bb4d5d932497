import type { Clock } from '../surroundings/clock.ts'
import type { Mailbox, Mailboxes, MaildropLock, StoredMessage } from './mailboxes.ts'
import { withoutNul } from './without-nul.ts'

/**
 * Mailboxes that live as long as the process. Each is there from the first time it is asked for.
 *
 * UIDVALIDITY is the time of the call in seconds, so that a client which keeps UIDs over a restart of the server
 * does not take new messages for old ones.
 */
export function createMemoryMailboxes({ clock }: { readonly clock: Clock }): Mailboxes {
  const uidValidity = Math.floor(clock.now() / 1000)
  const byAccount = new Map<string, Mailbox>()
  return {
    of: (account) => {
      const key = account.toLowerCase()
      const known = byAccount.get(key)
      if (known) return known
      const mailbox = createMailbox(uidValidity)
      byAccount.set(key, mailbox)
      return mailbox
    },
  }
}

function createMailbox(uidValidity: number): Mailbox {
  // A map keeps the order of insertion, which is the order of UIDs.
  const byUid = new Map<number, StoredMessage>()
  let nextUid = 1
  let recentFrom = 1
  let held: MaildropLock | undefined
  const watching = new Set<{ readonly onChange: () => void }>()
  const changed = () => {
    for (const { onChange } of watching) onChange()
  }
  return {
    uidValidity,
    get uidNext() {
      return nextUid
    },
    get recentFrom() {
      return recentFrom
    },
    messages: () => [...byUid.values()],
    append: (octets, receivedAt) => {
      const message = { uid: nextUid++, receivedAt, octets: withoutNul(octets), flags: new Set<string>() }
      byUid.set(message.uid, message)
      changed()
      return message
    },
    remove: (uids) => {
      const removed = uids.filter((uid) => byUid.delete(uid))
      if (removed.length > 0) changed()
    },
    setFlags: (uid, flags) => {
      const before = byUid.get(uid)
      if (!before) return undefined
      const message = { ...before, flags }
      byUid.set(uid, message)
      changed()
      return message
    },
    takeRecent: () => {
      const from = recentFrom
      recentFrom = nextUid
      return from
    },
    watch: (onChange) => {
      const watch = { onChange }
      watching.add(watch)
      return { stop: () => void watching.delete(watch) }
    },
    lock: () => {
      if (held) return undefined
      const lock: MaildropLock = {
        release: () => {
          if (held === lock) held = undefined
        },
      }
      held = lock
      return lock
    },
  }
}
