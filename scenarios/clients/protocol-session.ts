import { HarnessFault } from '../evidence/faults.ts'
import type { Handshake, TlsVersion } from '../evidence/handshake.ts'
import type { Connection } from './connection.ts'
import type { Deadlines } from './deadlines.ts'
import type { Manners } from './manners.ts'

/** How TLS begins within a session. */
export interface Handshaking {
  /** Octets that go out in the clear behind the command. */
  readonly injected?: string
  /** What the client offers; all that its library has, if absent. */
  readonly versions?: readonly TlsVersion[]
}

/** What a session over one connection has in common in every protocol. `Answer` is what comes back. */
export abstract class ProtocolSession<Answer> {
  readonly id: string
  protected readonly connection: Connection
  protected readonly now: () => number
  protected readonly deadlines: Deadlines
  protected readonly manners: Manners
  #greeting: Answer | undefined

  constructor(connection: Connection, now: () => number, deadlines: Deadlines, manners: Manners = {}) {
    this.id = connection.tap.id
    this.connection = connection
    this.now = now
    this.deadlines = deadlines
    this.manners = manners
  }

  /** Sends one line, CRLF added, and reads what comes back. */
  abstract says(line: string): Promise<Answer>

  /** What the server said first. */
  get greeting(): Answer {
    if (this.#greeting === undefined)
      throw new HarnessFault(`${this.id}: asked for the greeting before reading it`)
    return this.#greeting
  }

  /** What TLS began with, where it has. */
  get handshake(): { readonly tls?: Handshake } {
    const { handshake } = this.connection
    return handshake ? { tls: handshake } : {}
  }

  /** Keeps what the server said first. */
  protected isGreeted(by: Answer): Answer {
    this.#greeting = by
    return by
  }

  /** Sends octets as they are, text as UTF-8, and reads nothing. Returns the index of the last line. */
  sendsOctets(octets: Buffer | string): number {
    return this.connection.write(typeof octets === 'string' ? Buffer.from(octets) : octets)
  }

  /** Says goodbye as the protocol has it, and waits for the server to close, as it has to. */
  protected async leaves(lastWord: string): Promise<Answer> {
    const goes = async (): Promise<Answer> => {
      const answer = await this.says(lastWord)
      await this.connection.untilClosed()
      return answer
    }
    return this.manners.leaves ? this.manners.leaves(this, goes) : goes()
  }

  /** Closes without a word. */
  async ends(): Promise<void> {
    await this.connection.ends()
  }

  /** Breaks the connection off. */
  drops(): void {
    this.connection.drops()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ends()
  }
}
