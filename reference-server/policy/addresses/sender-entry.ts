import type { Path } from '../facts.ts'
import { isDomain, isMailbox } from './domain.ts'
import { canonicalAddress } from './ip-address.ts'

/**
 * The one spelling of an entry that stands for senders: the address of a client, a domain (also as `@domain`), or a
 * mailbox.
 *
 * @returns undefined for anything else: `a@x.test b@y.test`, `*.test`
 * @example `@Widget.TEST` is `widget.test`, `2001:DB8:0::7` is `2001:db8::7`
 */
export function readSenderEntry(written: string): string | undefined {
  const text = written.trim().toLowerCase()
  const address = canonicalAddress(text)
  if (address !== undefined) return address
  const domain = text.replace(/^@/, '')
  return isDomain(domain) || isMailbox(text) ? domain : undefined
}

/**
 * Tells whether entries, each in its one spelling, cover a sender: by the address of the client, by the domain of the
 * reverse-path (and none below it), or by the reverse-path itself.
 */
export const coversSender = (
  entries: ReadonlySet<string>,
  { address, reversePath }: { readonly address: string; readonly reversePath: Path | null },
): boolean =>
  entries.has(address) ||
  (reversePath !== null &&
    (entries.has(reversePath.domain) ||
      entries.has(`${reversePath.localPart.toLowerCase()}@${reversePath.domain}`)))
