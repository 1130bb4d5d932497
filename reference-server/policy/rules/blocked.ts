import { coversSender } from '../addresses/sender-entry.ts'
import { deny } from '../decision.ts'
import type { SenderFacts } from '../facts.ts'
import type { Rule } from '../rule.ts'

/**
 * Tells whether entries cover a sender: by the address of the client, the domain of the reverse-path or the
 * reverse-path itself. Nobody is exempt, whatever rights the client has.
 *
 * @see ics.blacklist.declines-all, ics.blacklist.beats-white-list, imail.kill-file.any-client, kerio.sender.block-list
 */
const isBlocked = (entries: ReadonlySet<string>, facts: SenderFacts): boolean => coversSender(entries, facts)

const seams = { 'blocked.covers': isBlocked } as const

/** Mail of a sender on the black list is refused, whether the policy or the product's own file lists it. */
export const blocked: Rule<typeof seams> = {
  name: 'blocked',
  seams,
  decides: {
    mail: (facts, { policy, files, ask }) =>
      [policy.sender.block, files.kill].some(
        (entries) => entries.size > 0 && ask['blocked.covers'](entries, facts),
      )
        ? deny('blocked', 'senderBlocked')
        : undefined,
  },
}
