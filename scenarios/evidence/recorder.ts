import { keptOf } from './bounds.ts'
import type { Service, SessionRecord, WireLine } from './evidence.ts'
import { createSecrets, watchSecrets, type Secrets } from './secrets.ts'

/** Who opens a session, with what, and from which stage address. */
interface SessionOpening {
  readonly client: string
  readonly service: Service
  readonly source: string
}

/** The one place where a session's octets are recorded. */
export interface SessionTap {
  /** Role and count: `laptop#2`. */
  readonly id: string
  readonly service: Service
  /** Index of the last line recorded, -1 before the first. */
  readonly last: number
  /**
   * Records one line, secrets replaced by asterisks, and returns its index. If a session is too long, the rest is only
   * counted, and its lines have the index of the last one recorded.
   *
   * @param octets latin1, line end included
   * @param masked true when the caller has put asterisks in already
   */
  line(dir: 'C' | 'S', octets: string, masked?: boolean): number
  /** Hides texts from here on in this session. */
  masks(...secrets: readonly string[]): void
  /** The peer's words in printable form: secrets replaced by asterisks. */
  hides(words: string): string
  /** Records how the connection ended; only the first time counts. */
  ended(by: 'client' | 'server' | 'error', why?: string): void
}

export interface Recorder {
  /** Starts the record of a session: the first of `laptop` is `laptop#1`. */
  opens(opening: SessionOpening): SessionTap
  /** Hides texts in every session, future ones included: the passwords of the run's accounts. */
  masks(...secrets: readonly string[]): void
  /** A text as it may be shown: those secrets replaced by asterisks. */
  hides(text: string): string
  /** All sessions in the order they were opened, as plain data. */
  sessions(): SessionRecord[]
  /** How many lines there are so far, in all sessions together. */
  readonly lines: number
}

/**
 * Records sessions. Record server lines when they are read and client lines when they are written: then the same
 * exchange gives the same record, however packets arrived.
 *
 * @param now milliseconds since the epoch, from the target's clock
 */
export function createRecorder(now: () => number): Recorder {
  const counts = new Map<string, number>()
  const records: (() => SessionRecord)[] = []
  const shared = createSecrets()
  let lines = 0
  const stamp = () => ({ at: now(), order: lines++ })
  return {
    opens(opening) {
      const count = (counts.get(opening.client) ?? 0) + 1
      counts.set(opening.client, count)
      const { tap, record } = openTap(`${opening.client}#${count}`, opening, shared, { now, stamp })
      records.push(record)
      return tap
    },
    masks: (...secrets) => secrets.forEach((secret) => shared.add(secret)),
    hides: (text) => shared.hide(text),
    sessions: () => records.map((record) => record()),
    get lines() {
      return lines
    },
  }
}

/** When something is recorded: by the clock, and its place among the lines of the story. */
interface Stamps {
  readonly now: () => number
  readonly stamp: () => Pick<WireLine, 'at' | 'order'>
}

function openTap(id: string, opening: SessionOpening, shared: Secrets, { now, stamp }: Stamps) {
  const lines: WireLine[] = []
  const own = createSecrets()
  const watch = watchSecrets(opening.service)
  const hides = (octets: string): string => shared.hide(own.hide(octets))
  let room: number = keptOf.sessionOctets
  let leftOut: SessionRecord['leftOut']
  let ended: SessionRecord['ended']
  const tap: SessionTap = {
    id,
    service: opening.service,
    get last() {
      return lines.length - 1
    },
    line(dir, octets, masked = false) {
      const watched = watch(dir, octets)
      if (lines.length === keptOf.sessionLines) room = 0
      const hidden = room > 0 ? hides(watched) : watched
      const isMasked = masked || hidden !== octets
      const kept = hidden.slice(0, room)
      if (kept !== '')
        lines.push({ ...stamp(), dir, octets: kept, ...(isMasked && { masked: true as const }) })
      if (kept !== hidden) {
        const before = leftOut ?? { lines: 0, octets: 0 }
        leftOut = { lines: before.lines + 1, octets: before.octets + hidden.length - kept.length }
      }
      // What comes after a line left out is left out too.
      room = kept === hidden ? room - kept.length : 0
      return lines.length - 1
    },
    masks: (...secrets) => secrets.forEach((secret) => own.add(secret)),
    hides,
    ended(by, why) {
      ended ??= { at: now(), by, ...(why !== undefined && { why: hides(why) }) }
    },
  }
  const { client, service, source } = opening
  const record = (): SessionRecord => ({
    id,
    client,
    service,
    source,
    lines: lines.map((line) => ({ ...line })),
    ...(leftOut && { leftOut: { ...leftOut } }),
    ...(ended && { ended: { ...ended } }),
  })
  return { tap, record }
}
