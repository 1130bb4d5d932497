// All bounds in one place. The limits of single waits are in clients/deadlines.ts.

/** How much a peer may send; beyond it the connection is closed. */
export interface PeerBounds {
  /** Of a line, its end included: far beyond every protocol's limit. */
  readonly lineOctets: number
  /** Of a reply: everything between two commands to the peer. */
  readonly replyLines: number
  readonly replyOctets: number
  readonly sessionOctets: number
}

const mebi = 2 ** 20

export const usualPeerBounds: PeerBounds = {
  lineOctets: mebi,
  replyLines: 20_000,
  replyOctets: 4 * mebi,
  sessionOctets: 16 * mebi,
}

/** How much of one session, or of one message that came to a peer, is kept as evidence; what is left out is counted. */
export const keptOf = { sessionLines: 2_000, sessionOctets: 65_536, messageOctets: 65_536 } as const

/** How much of a letter is kept, in octets, and how deep and how long the list of its parts is read. */
export const letterBounds = {
  headerOctets: 32_768,
  bodyOctets: 16_384,
  partOctets: 4_096,
  entities: 100,
  depth: 10,
} as const

/** How much of the data of one answer is kept. */
export const answerBounds = { items: 500, octets: 65_536 } as const

/**
 * How much a server that we play accepts per line and in total; more is deferred with 452. So many of its sessions and
 * commands are kept as evidence.
 */
export const playedBounds = {
  lineOctets: 65_536,
  octets: 16 * mebi,
  keptSessions: 500,
  keptCommands: 10_000,
} as const

/** How much a control API may answer. */
export const mostControlOctets = 16 * mebi

/** Milliseconds of real time; what takes longer is abandoned. */
export interface TimeLimits {
  /** For one step of a client, all its sessions included. */
  readonly step: number
  /** For a story, in addition to waiting for a clock that cannot be set. */
  readonly scenario: number
  /** For all stories of a run, in addition to the time they may wait. */
  readonly run: number
}

const minute = 60_000

export const usualTimeLimits: TimeLimits = { step: 2 * minute, scenario: 10 * minute, run: 120 * minute }
