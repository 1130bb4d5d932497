import type { Path } from '../policy/facts.ts'

/** A message on its way through this server: who brought it, for whom it is, and what was found out about it. */
export interface MailItem {
  /** Its name in the log and in its trace field. */
  readonly id: string
  readonly origin: Origin
  readonly envelope: Envelope
  readonly message: Message
  /** When the server took responsibility, in milliseconds since the epoch. */
  readonly acceptedAt: number
  readonly marks: Marks
}

/** The door an item came through, with all that was known there. Nothing asks for it again later. */
export type Origin = SmtpOrigin | { readonly door: 'report' }

/** The SMTP session that brought an item. */
export interface SmtpOrigin {
  readonly door: 'smtp'
  /** The port of the service, as the policy numbers ports: 25, 465, 587. */
  readonly port: number
  /** The peer address as text; IPv4-mapped IPv6 counts as IPv4. */
  readonly address: string
  readonly secure: boolean
  /** What the client called itself, and whether it said EHLO. */
  readonly hello?: { readonly name: string; readonly extended: boolean } | undefined
  /** The account authenticated by AUTH. */
  readonly account?: string | undefined
}

/** Whom an item comes from and whom it is for. */
export interface Envelope {
  /** null is the null reverse-path <>. */
  readonly reversePath: Path | null
  readonly forwardPaths: readonly Path[]
}

/** A message with CRLF line ends. */
export interface Message {
  readonly octets: Buffer
  /** How many of them, at the start, are the trace field of this server. */
  readonly traceOctets: number
}

/** What was found out about an item, by name; whoever finds out more adds to it. */
export type Marks = Readonly<Record<string, string>>

/** A message as it was handed in, without the trace field of this server. */
export const asHandedIn = ({ octets, traceOctets }: Message): Buffer => octets.subarray(traceOctets)
