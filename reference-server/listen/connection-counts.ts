/** How many connections may be open at once. */
export interface ConnectionLimits {
  readonly inAll: number
  readonly perSource: number
}

/** The limit that a connection would exceed. */
export type Full = 'server' | 'source'

/** The open connections of a server over all its services, in total and by source. */
export class ConnectionCounts {
  readonly #bySource = new Map<string, number>()
  #inAll = 0

  /**
   * Counts a connection.
   *
   * @param source who opened it, as `sourceOf` names it
   * @returns a function to call once it is closed, or the limit it would exceed; then it is not counted
   */
  take(source: string, { inAll, perSource }: ConnectionLimits): (() => void) | Full {
    const open = this.#bySource.get(source) ?? 0
    if (open >= perSource) return 'source'
    if (this.#inAll >= inAll) return 'server'
    this.#inAll += 1
    this.#bySource.set(source, open + 1)
    return () => this.#leave(source)
  }

  #leave(source: string): void {
    this.#inAll -= 1
    const left = (this.#bySource.get(source) ?? 1) - 1
    if (left > 0) this.#bySource.set(source, left)
    else this.#bySource.delete(source)
  }
}
