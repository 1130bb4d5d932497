import type { Socket } from 'node:net'

/** Registers what a connection says when the server ends: at most once, and never on a closed connection. */
export type AtShutDown = (sayGoodbye: () => void) => void

/** The last words of the open connections. */
export class Goodbyes {
  readonly #open = new Map<Socket, () => void>()

  /** Where a protocol registers its goodbye for a socket; a later one replaces an earlier one. */
  of(socket: Socket): AtShutDown {
    return (sayGoodbye) => {
      if (socket.destroyed) return
      if (!this.#open.has(socket)) socket.once('close', () => this.#open.delete(socket))
      this.#open.set(socket, sayGoodbye)
    }
  }

  /** Makes every open connection say its goodbye. */
  sayAll(): void {
    const said = [...this.#open.values()]
    this.#open.clear()
    for (const sayGoodbye of said) sayGoodbye()
  }
}
