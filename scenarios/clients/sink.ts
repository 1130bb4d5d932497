import { createServer, type AddressInfo, type Socket } from 'node:net'
import { sinkBounds } from '../evidence/bounds.ts'
import type { Receipt } from '../evidence/evidence.ts'
import { HarnessFault } from '../evidence/faults.ts'
import { openSinkSession, type Refusal } from './sink-session.ts'

export interface SinkOptions {
  readonly host: string
  /** Any free port, unless said otherwise. */
  readonly port?: number
  /** Milliseconds since the epoch on the target's clock. */
  readonly now: () => number
  /** EHLO keywords it offers. */
  readonly extensions?: readonly string[]
}

/** A receiver that takes every message and keeps it; what the target relays ends here. */
export interface Sink extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** All that arrived, in order of arrival. */
  receipts(): readonly Receipt[]
  /**
   * From here on answers matching commands with a reply of one's choosing, the latest rule first. The end of a message
   * is the command `.`, a new connection the command `CONNECT`.
   *
   * @param reply  `550 5.1.1 no such mailbox`, without line end
   * @returns takes the rule back
   */
  refuses(pattern: RegExp, reply: string): () => void
  /**
   * The first message that fits, arrived already or within `deadline` milliseconds of real time; undefined when none
   * came.
   */
  whenReceived(fits: (receipt: Receipt) => boolean, deadline: number): Promise<Receipt | undefined>
  close(): Promise<void>
}

export async function openSink({ host, port = 0, now, extensions }: SinkOptions): Promise<Sink> {
  const received: Receipt[] = []
  const refusals: Refusal[] = []
  const waiting = new Set<(receipt: Receipt) => void>()
  const sockets = new Set<Socket>()
  let octets = 0
  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay(true))
    const session = openSinkSession({
      refusals,
      ...(extensions && { extensions }),
      hasRoom: () => octets < sinkBounds.octets,
      receives(mail) {
        octets += mail.message.length
        const receipt = { at: now(), ...mail }
        received.push(receipt)
        for (const look of waiting) look(receipt)
      },
    })
    socket.on('data', (chunk: Buffer) => {
      const { reply, closes } = session.receive(chunk.toString('latin1'))
      if (reply !== '') socket.write(reply, 'latin1')
      if (closes) socket.end()
    })
    // A sender that breaks off leaves no receipt; there is nothing else to do about it.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    const greeting = session.greets()
    if (greeting.closes) socket.end(greeting.reply)
    else socket.write(greeting.reply)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new HarnessFault(`the sink cannot listen on ${host}`, { cause })))
    server.listen(port, host, resolve)
  })
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return {
    host,
    port: portOf(server.address()),
    receipts: () => [...received],
    refuses(pattern, reply) {
      const refusal = { pattern, reply }
      refusals.unshift(refusal)
      return () => void refusals.splice(refusals.indexOf(refusal), refusals.includes(refusal) ? 1 : 0)
    },
    async whenReceived(fits, deadline) {
      const there = received.find((receipt) => fits(receipt))
      if (there !== undefined) return there
      return new Promise((resolve) => {
        const settle = (receipt?: Receipt) => {
          clearTimeout(timer)
          waiting.delete(look)
          resolve(receipt)
        }
        const timer = setTimeout(settle, deadline)
        const look = (receipt: Receipt) => {
          if (fits(receipt)) settle(receipt)
        }
        waiting.add(look)
      })
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new HarnessFault('the sink has no port')
  return address.port
}
