import type { Socket } from 'node:net'
import type { MailboxEffect, MailboxSession } from '../mailbox-session/session-host.ts'
import { secure, type Tls } from './tls.ts'

/** The socket as a session knows it: the stream over it changes when TLS begins. */
export interface Line {
  readonly write: (octets: Buffer) => void
  /** Drops the connection after what was written, unless the client is slow to read it. */
  readonly end: () => void
}

/**
 * Speaks over a socket until one side ends it.
 *
 * @param tls what `start-tls` gives
 */
export async function holdConversation(
  socket: Socket,
  tls: Tls | undefined,
  open: (line: Line) => MailboxSession,
): Promise<void> {
  let stream = socket
  const session = open({
    write: (octets) => void (stream.writable && stream.write(octets)),
    end: () => (stream.writableNeedDrain ? stream.destroy() : stream.destroySoon()),
  })
  socket.once('close', () => session.closed())
  for (const effect of await session.greeting()) await perform(stream, effect)
  let next: Socket | undefined = stream.writableEnded ? undefined : stream
  for (; next; next = await converse(next, session, tls)) stream = next
  // What a client sends after the goodbye is read and discarded: unread data would hide that the client has gone.
  stream.on('data', () => {})
}

/** Speaks until the end, or until TLS begins; then returns the stream to continue on. */
async function converse(stream: Socket, session: MailboxSession, tls?: Tls): Promise<Socket | undefined> {
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    for await (const effect of session.receive(chunk)) {
      if (effect.effect === 'start-tls' && tls) {
        const over = await secure(stream, tls)
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

async function perform(stream: Socket, effect: MailboxEffect): Promise<void> {
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
