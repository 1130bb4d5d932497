import type { Socket } from 'node:net'
import { status } from '../imap/responses.ts'
import { reply } from '../pop3/replies.ts'
import type { Replies } from '../smtp/replies.ts'
import type { Full } from './connection-counts.ts'
import { isImplicitTls, serviceTable, type Service } from './service.ts'

/** What SMTP says when it turns a connection away. */
export interface SmtpWords {
  readonly replies: Replies
  readonly hostname: string
}

/**
 * Ends a connection beyond the limit, with the reason in its protocol. With implicit TLS no reason is sent: the
 * handshake would cost more than the refusal saves.
 */
export function turnAway(socket: Socket, service: Service, full: Full, smtp: SmtpWords): void {
  if (isImplicitTls(service)) {
    socket.destroy()
    return
  }
  socket.end(farewell(service, full, smtp))
  // It waits for what was written, not for the client.
  socket.destroySoon()
}

function farewell(service: Service, full: Full, { replies, hostname }: SmtpWords): string | Buffer {
  const { protocol } = serviceTable[service]
  if (protocol === 'pop3') return reply('tooManyConnections')
  if (protocol === 'imap') return status('tooManyConnections')
  return replies(full === 'server' ? 'serverFull' : 'tooManyFromAddress', { hostname })
}
