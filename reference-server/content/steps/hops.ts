import { asHandedIn, type MailItem, type Message } from '../../message/mail-item.ts'
import { deny, permit } from '../../policy/decision.ts'
import type { Policy } from '../../policy/document/document.ts'
import type { Step } from '../step.ts'

/** RFC 5321 §6.3: a server has to stop loops whatever its policy, and a hundred hops may be needed by honest mail. */
const mostWithoutALimit = 100

/** How far into a message its header is looked for; every hop writes at the top. */
const mostHeaderOctets = 2 ** 19

const [cr, lf] = [0x0d, 0x0a]

/** How many hops a message may have behind it, whichever client brings it. @see kerio.limits.hops */
const mostFor = (_item: MailItem, { limits }: Policy): number => limits.hops ?? mostWithoutALimit

/** How many hops a message has behind it: the Received fields of its own header, not of a message it carries. */
function hopsOf(message: Message): number {
  const octets = asHandedIn(message).subarray(0, mostHeaderOctets)
  if (octets[0] === cr && octets[1] === lf) return 0
  const end = octets.indexOf('\r\n\r\n')
  const header = octets.toString('latin1', 0, end < 0 ? octets.length : end)
  return header.match(/^received[ \t]*:/gim)?.length ?? 0
}

export const hopsSeams = { 'hops.most': mostFor, 'hops.of': hopsOf } as const

/** A message that goes round in circles is stopped. */
export const hops: Step = {
  name: 'hops',
  applies: () => true,
  run: (item, { policy, ask }) => {
    const counted = ask['hops.of'](item.message)
    const allowed = ask['hops.most'](item, policy)
    if (counted <= allowed) return permit
    return deny('hops', 'tooManyHops', { words: { hops: String(counted), most: String(allowed) } })
  },
}
