import type { Clock } from '../surroundings/clock.ts'
import type { Mailbox, Mailboxes, MaildropLock, StoredMessage } from './mailboxes.ts'

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
  let held: MaildropLock | undefined
  return {
    uidValidity,
    messages: () => [...byUid.values()],
    append: (octets, receivedAt) => {
      const message = { uid: nextUid++, receivedAt, octets }
      byUid.set(message.uid, message)
      return message
    },
    remove: (uids) => {
      for (const uid of uids) byUid.delete(uid)
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
