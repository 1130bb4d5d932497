import { isIP } from 'node:net'
import { messageDate } from '../delivery/message-date.ts'
import type { SmtpOrigin } from '../message/mail-item.ts'

// RFC 5321 §4.4: what follows "from" is a domain or an address literal (§4.1.2, §4.1.3).
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const domain = new RegExp(`^(?:${label}\\.)*${label}$`, 'i')

/** Tells whether the name a client gave may be written into a trace field: `client.test`, `[192.0.2.1]`. Not `(x)`. */
export function isTraceable(name: string): boolean {
  if (domain.test(name)) return true
  const [, v6, address = ''] = /^\[(ipv6:)?([0-9a-f.:]+)\]$/i.exec(name) ?? []
  return isIP(address) === (v6 ? 6 : 4)
}

interface Receipt {
  readonly hostname: string
  readonly id: string
  readonly at: number
}

/**
 * The trace field a message gets when it is accepted (RFC 5321 §4.4; RFC 3848 for the word after "with").
 *
 * @param by who writes it, the message's id in the log, and when
 */
export function receivedField(origin: SmtpOrigin, by: Receipt): string {
  const { hello, address, secure, account } = origin
  const literal = address.includes(':') ? `[IPv6:${address}]` : `[${address}]`
  const name = hello && isTraceable(hello.name) ? hello.name : literal
  const protocol = hello?.extended ? `ESMTP${secure ? 'S' : ''}${account === undefined ? '' : 'A'}` : 'SMTP'
  const from = `Received: from ${name} (${literal})`
  const reception = `\tby ${by.hostname} with ${protocol} id ${by.id};`
  return `${from}\r\n${reception}\r\n\t${messageDate(by.at)}\r\n`
}
