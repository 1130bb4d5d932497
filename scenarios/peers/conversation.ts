import type { Socket } from 'node:net'
import { TLSSocket, type SecureContext } from 'node:tls'
import { LineQueue } from '../clients/line-queue.ts'
import { playedBounds } from '../evidence/bounds.ts'
import type { SessionTap } from '../evidence/recorder.ts'
import type { openSmtpSession, Reaction } from './smtp-session.ts'
import { replies } from './smtp-words.ts'

export interface ConversationParts {
  readonly socket: Socket
  readonly tap: SessionTap
  readonly session: ReturnType<typeof openSmtpSession>
  /** Settles when so many milliseconds of the story's clock have passed. */
  readonly waits: (span: number) => Promise<void>
  readonly secureContext: SecureContext | undefined
  /** Whether TLS comes first of all. */
  readonly isImplicit: boolean
}

const tooLong: Reaction = { reply: `${replies.lineTooLong}\r\n`, delay: 0, next: 'closes' }

/** Carries a session over a connection, one line after the other, until either side ends it. */
export function converse({
  socket: plain,
  tap,
  session,
  waits,
  secureContext,
  isImplicit,
}: ConversationParts) {
  let socket = plain
  let queue = new LineQueue(playedBounds.lineOctets)
  let isBusy = false

  const acts = async ({ reply, delay, next }: Reaction): Promise<void> => {
    await waits(delay)
    if (socket.destroyed) return
    for (const line of reply.match(/.*\r\n/g) ?? []) tap.line('S', line)
    if (reply !== '') socket.write(reply, 'latin1')
    if (next === 'starts-tls') secures()
    if (next === 'closes') closes(() => socket.end())
    if (next === 'drops') closes(() => socket.destroy())
  }
  const closes = (how: () => void): void => {
    tap.ended('server')
    queue = new LineQueue(playedBounds.lineOctets)
    how()
  }
  const works = async (first?: Reaction): Promise<void> => {
    if (isBusy) return
    isBusy = true
    if (first) await acts(first)
    for (let heard = queue.take(); heard !== undefined && !socket.destroyed; heard = queue.take()) {
      if ('line' in heard) tap.line('C', heard.line)
      await acts('line' in heard ? session.takes(heard.line) : tooLong)
    }
    isBusy = false
  }
  const listens = (): void => {
    socket.on('data', (chunk: Buffer) => {
      queue.feeds(chunk.toString('latin1'))
      void works()
    })
    socket.on('close', () => tap.ended('client'))
  }
  /** What was said before TLS and not yet read is dropped. */
  const secures = (): void => {
    plain.removeAllListeners('data')
    queue = new LineQueue(playedBounds.lineOctets)
    socket = new TLSSocket(plain, { isServer: true, ...(secureContext && { secureContext }) })
    socket.on('error', () => plain.destroy())
    session.isSecured()
    listens()
  }

  if (isImplicit) secures()
  else listens()
  void works(session.greets())
}
