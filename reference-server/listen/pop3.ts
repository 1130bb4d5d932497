import type { Socket } from 'node:net'
import { createPop3Session } from '../pop3/session.ts'
import type { Pop3Effect, Pop3Host, Pop3Session } from '../pop3/session-host.ts'
import { secure, type Tls } from './tls.ts'

/** What the socket's side of a POP3 session needs beyond the session's own host. */
export interface Pop3Connection {
  readonly host: Omit<Pop3Host, 'peerAddress' | 'hangUp' | 'tls'>
  readonly peerAddress: string
  /** The TLS that STLS gives. */
  readonly stls?: Tls | undefined
}

/** Speaks POP3 over a socket until one side ends it. */
export async function servePop3(socket: Socket, { host, peerAddress, stls }: Pop3Connection): Promise<void> {
  let stream = socket
  const session = createPop3Session({
    ...host,
    peerAddress,
    tls: { available: stls !== undefined },
    hangUp: () => stream.destroy(),
  })
  socket.once('close', () => session.closed())
  stream.write(session.greeting())
  for (let next: Socket | undefined = stream; next; next = await converse(next, session, stls)) stream = next
}

/** Speaks until the end, or until TLS begins: then gives the stream to go on with. */
async function converse(stream: Socket, session: Pop3Session, stls?: Tls): Promise<Socket | undefined> {
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    for await (const effect of session.receive(chunk)) {
      if (effect.effect === 'start-tls' && stls) {
        const over = await secure(stream, stls)
        session.secured()
        return over
      }
      await perform(stream, effect)
    }
    if (stream.writableEnded) return undefined
  }
  stream.end()
  return undefined
}

async function perform(stream: Socket, effect: Pop3Effect): Promise<void> {
  if (effect.effect === 'close') stream.end()
  if (effect.effect !== 'write' || stream.destroyed) return
  if (!stream.write(effect.octets)) {
    await new Promise<void>((resume) => {
      const go = () => {
        stream.off('drain', go)
        stream.off('close', go)
        resume()
      }
      stream.on('drain', go)
      stream.on('close', go)
    })
  }
}
