import { contentSeams } from './content/seams.ts'
import { deliverySeams } from './delivery/seams.ts'
import { imapSeams } from './imap/seams.ts'
import { doorSeams } from './listen/doors.ts'
import { mailboxSeams } from './mailbox-session/seams.ts'
import { policySeams } from './policy/seams.ts'
import { pop3Seams } from './pop3/seams.ts'
import { profileSeams } from './profiles/seams.ts'
import { saslSeams } from './sasl/seams.ts'
import { smtpSeams } from './smtp/seams.ts'

/**
 * The places where a saboteur may put a fault: one small question each. Every part of the server has a table of its
 * own, asks through that and nowhere else, and sees no other; a faulty answer is a faulty server and nothing more.
 */
export const seams = {
  ...policySeams,
  ...profileSeams,
  ...saslSeams,
  ...mailboxSeams,
  ...smtpSeams,
  ...pop3Seams,
  ...imapSeams,
  ...contentSeams,
  ...deliverySeams,
  ...doorSeams,
}

export type Seams = typeof seams
export type SeamName = keyof Seams

/** The same questions, some of them answered by a saboteur, each told to `onAsked` when it is about to be asked. */
export function seamsWith(replaced: Partial<Seams>, onAsked?: (seam: SeamName) => void): Seams {
  const all: Seams = { ...seams, ...replaced }
  if (!onAsked) return all
  return new Proxy(all, {
    get: (table, name) => {
      if (isSeam(name)) onAsked(name)
      return Reflect.get(table, name)
    },
  })
}

const isSeam = (name: string | symbol): name is SeamName => Object.hasOwn(seams, name)
