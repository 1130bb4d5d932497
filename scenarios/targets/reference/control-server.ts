import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { Duplex } from 'node:stream'
import { serve } from '@hono/node-server'
import type { Target } from '../target.ts'
import { controlApp, type Stage } from './control-app.ts'

/** A control API that is listening. Disposing of it waits for nobody: what is under way is dropped. */
export interface ControlServer extends AsyncDisposable {
  readonly url: string
  /** What callers have to present, as `Authorization: Bearer …`. */
  readonly token: string
}

/**
 * Opens the control API on a loopback port: a client with the token stages servers and turns their clock.
 *
 * @param target what is staged: the reference server
 * @param port   0 is any free port
 */
export async function openControlServer(target: Target, port: number): Promise<ControlServer> {
  const token = randomBytes(24).toString('base64url')
  const stage: Stage = { hasEnded: false }
  const app = controlApp(target, stage, token)
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const opening = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(opening))
    opening.once('error', reject)
    opening.on('request', letsGoOfFloods())
  })
  const address = server.address()
  const listening = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://127.0.0.1:${listening}`,
    token,
    [Symbol.asyncDispose]: async () => {
      stage.hasEnded = true
      await stage.current?.[Symbol.asyncDispose]()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

/** A caller with more requests than this without an answer is not waiting for answers. */
const mostUnanswered = 100

/** Breaks off a connection whose requests pile up: each that is pipelined costs memory until it is answered. */
function letsGoOfFloods() {
  const unanswered = new WeakMap<Duplex, number>()
  const add = (socket: Duplex, count: number): number => {
    const sum = (unanswered.get(socket) ?? 0) + count
    unanswered.set(socket, sum)
    return sum
  }
  return (
    request: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
  ): void => {
    const { socket } = request
    if (add(socket, 1) > mostUnanswered) socket.destroy()
    response.once('close', () => add(socket, -1))
  }
}
