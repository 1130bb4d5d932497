import type { CommandBehaviour, Count, LetterFound, Occasion, PeerSpec, SmtpCommand } from '#evidence'
import type { Duration } from '#policy-document'
import type { Envelope } from './clients.ts'

/** A negative reply, where its words matter: `552 5.2.2 full`. */
export interface Refusal extends Occasion {
  readonly saying?: string
}

export interface Answer extends Occasion {
  readonly saying: string
}

export interface Delay extends Occasion {
  readonly by: Duration
}

/** A command that a peer was given. */
export interface Seen {
  readonly at: SmtpCommand
  /** What it named: the recipient of RCPT, the name of EHLO, the user of AUTH. */
  readonly of?: string
  readonly withinTls?: boolean
}

/** How an SMTP peer behaves at the start: by default it accepts all mail, without AUTH and TLS, on port 25. */
export interface SmtpPeerOptions extends Omit<PeerSpec, 'protocol' | 'behaves'> {
  readonly refuses?: Refusal
  readonly defers?: Refusal
  readonly drops?: Occasion
  readonly delays?: Delay
}

/**
 * A server around the one under test, played by us. One that the head calls `smarthost` stands at `smarthost.test`,
 * and policy and DNS may name it so.
 */
export function smtpPeer({ refuses, defers, drops, delays, ...spec }: SmtpPeerOptions = {}): PeerSpec {
  const behaves = [
    ...(refuses ? [refusal(refuses)] : []),
    ...(defers ? [deferral(defers)] : []),
    ...(drops ? [drop(drops)] : []),
    ...(delays ? [delay(delays)] : []),
  ]
  return { protocol: 'smtp', ...spec, ...(behaves.length > 0 && { behaves }) }
}

/** A permanent refusal (5yz). */
export const refusal = ({ saying, ...occasion }: Refusal): CommandBehaviour =>
  answer({
    ...occasion,
    saying: saying ?? (occasion.at === 'CONNECT' ? '554 5.3.2 not here' : '550 5.7.1 no'),
  })

/** A transient refusal (4yz). */
export const deferral = ({ saying, ...occasion }: Refusal): CommandBehaviour =>
  answer({
    ...occasion,
    saying: saying ?? (occasion.at === 'CONNECT' ? '421 4.3.2 not now' : '451 4.3.0 not now'),
  })

export const answer = (given: Answer): CommandBehaviour => ({ does: 'answers', ...given })
export const drop = (given: Occasion): CommandBehaviour => ({ does: 'drops', ...given })
export const delay = (given: Delay): CommandBehaviour => ({ does: 'delays', ...given })

/** A peer in the story. Changes take effect from the next command on. */
export interface Peer {
  /** Refuses permanently (5yz) at a command. */
  refuses(where: Refusal): Promise<void>
  /** Refuses transiently (4yz) at a command; at `CONNECT` with 421. */
  defers(where: Refusal): Promise<void>
  /** Answers a command with the story's own reply; 2yz and 3yz accept. */
  answers(where: Answer): Promise<void>
  /** Closes the connection at a command, without a reply. */
  drops(where: Occasion): Promise<void>
  /** Answers a command only after so much time on the story's clock. */
  delays(where: Delay): Promise<void>
  /** Leaves its address: nobody listens there any more, and connections to it are refused. */
  leaves(): Promise<void>
  /** Accepts everything again; it returns to its address if it left. */
  accepts(): Promise<void>
  /** Counts the messages with this envelope that it took, once all accepted mail has gone its way. */
  receives(envelope: Envelope): Promise<Count>
  /** The latest message with this envelope that it took. */
  reads(envelope: Envelope): Promise<LetterFound>
  /** Counts how often it was given a command, once all accepted mail has gone its way. */
  sees(command: Seen): Promise<Count>
}
