import type { Socket } from 'node:net'

/** Takes what a connection is to say when the server ends. Said once at most, and never on a closed connection. */
export type AtShutDown = (sayGoodbye: () => void) => void

/** The last words of the open connections. */
export class Goodbyes {
  readonly #open = new Map<Socket, () => void>()

  /** Where the protocol over a socket leaves its goodbye; a later one takes the place of an earlier one. */
  of(socket: Socket): AtShutDown {
    return (sayGoodbye) => {
      if (socket.destroyed) return
      if (!this.#open.has(socket)) socket.once('close', () => this.#open.delete(socket))
      this.#open.set(socket, sayGoodbye)
    }
  }

  /** Has every open connection say its goodbye. */
  sayAll(): void {
    const said = [...this.#open.values()]
    this.#open.clear()
    for (const sayGoodbye of said) sayGoodbye()
  }
}
