/** How long to wait for a peer, in milliseconds of real time, whatever clock the target runs on. */
export interface Deadlines {
  readonly connect: number
  readonly greeting: number
  /** For each line of a reply. */
  readonly reply: number
  /** For all lines of a reply together. */
  readonly wholeReply: number
  /** For the reply to a whole message. */
  readonly message: number
  /** For the peer to close after QUIT, or after we did. */
  readonly close: number
}

export const usualDeadlines: Deadlines = {
  connect: 5_000,
  greeting: 5_000,
  reply: 10_000,
  wholeReply: 30_000,
  message: 30_000,
  close: 1_000,
}

/** A length of time as people write it: `5s`, `250ms`. */
export const asText = (ms: number) => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`)
