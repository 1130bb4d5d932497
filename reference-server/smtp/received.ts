import { isIPv6 } from 'node:net'
import { messageDate } from '../delivery/message-date.ts'
import type { Session } from './session.ts'

/**
 * The trace field a message gets when it is accepted (RFC 5321 §4.4; RFC 3848 for the word after "with").
 *
 * @param id the message's name in this server's log
 */
export function receivedField({ host, standing }: Session, id: string, at: number): string {
  const { hello, address, secure, account } = standing
  const literal = isIPv6(address) ? `IPv6:${address}` : address
  const protocol = hello?.extended ? `ESMTP${secure ? 'S' : ''}${account === undefined ? '' : 'A'}` : 'SMTP'
  return [
    `Received: from ${hello?.name ?? 'unknown'} ([${literal}])`,
    `\tby ${host.hostname} with ${protocol} id ${id};`,
    `\t${messageDate(at)}\r\n`,
  ].join('\r\n')
}
