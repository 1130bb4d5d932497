import { parseCapabilities, type Capabilities } from './capabilities.ts'
import type { ImapReply } from './imap-response.ts'

/** What the server says it can do, in a response of its own or in brackets; undefined when it does not say. */
export function capabilitiesIn({ said, untagged }: ImapReply): Capabilities | undefined {
  const lines = [...untagged.map(({ octets }) => octets), `* ${said}`]
  const listed = lines.map((line) => /^\* (?:CAPABILITY|\S+ \[CAPABILITY) ([^\]]*)/i.exec(line)?.[1])
  const last = listed.findLast((list) => list !== undefined)
  return last === undefined ? undefined : parseCapabilities(last.split(' '))
}

/** What SELECT says: how many messages there are, and the epoch of their UIDs. */
export function mailboxIn(reply: ImapReply): { messages?: number; uidValidity?: number } {
  const messages = numberIn(reply, /^\* (\d+) EXISTS/i)
  const uidValidity = numberIn(reply, /^\* OK \[UIDVALIDITY (\d+)\]/i)
  return { ...(messages !== undefined && { messages }), ...(uidValidity !== undefined && { uidValidity }) }
}

/** The body a FETCH brought, octet for octet; undefined when it brought none of this message. */
export function bodyIn({ untagged }: ImapReply, number: number): string | undefined {
  const found = untagged.find(({ octets }) =>
    new RegExp(`^\\* ${number} FETCH .*BODY\\[\\] `, 'is').test(octets),
  )
  return found && (found.literals[0] ?? quotedBody(found.octets))
}

/** A message that is short enough for the server to quote it. */
const quotedBody = (octets: string) =>
  /[ (]BODY\[\] "((?:[^"\\]|\\.)*)"/i.exec(octets)?.[1]?.replaceAll(/\\(.)/g, '$1')

function numberIn({ untagged }: ImapReply, pattern: RegExp): number | undefined {
  const found = untagged.map(({ octets }) => pattern.exec(octets)?.[1]).find((number) => number !== undefined)
  return found === undefined ? undefined : Number(found)
}
