import type { Path } from '../policy/facts.ts'

/** A message this server has taken responsibility for. */
export interface AcceptedMessage {
  /** Its name in the log and in its trace field. */
  readonly id: string
  /** null is the null reverse-path <>. */
  readonly reversePath: Path | null
  readonly forwardPaths: readonly Path[]
  /** With CRLF line ends and the trace field of this server. */
  readonly octets: Buffer
  readonly acceptedAt: number
}
