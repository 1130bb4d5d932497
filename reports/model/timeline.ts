import type { Evidence, SessionRecord, Step, WireLine } from '#evidence'
import { tellingOf } from '../../scenarios/evidence/again/tellings.ts'
import { durationInWords } from '../words.ts'
import { visibleLine } from './wire-text.ts'

/** One thing on the time line of a scenario, all sessions merged. Times are milliseconds since the epoch. */
export type TimelineItem = StepItem | ClockItem | SessionItem | LineItem | EndItem | CutItem | LeftOutItem

/** The story takes its next step; it heads what follows. */
export interface StepItem {
  readonly kind: 'step'
  readonly at: number
  readonly actor: string
  readonly verb: string
  readonly with: readonly (readonly [name: string, value: string])[]
}

/** The target's clock moved on by `by` milliseconds, to `at`. */
interface ClockItem {
  readonly kind: 'clock'
  readonly at: number
  readonly by: number
}

/** From here on another session speaks; `opens` when it speaks for the first time. */
interface SessionItem {
  readonly kind: 'session'
  readonly at: number
  readonly id: string
  readonly service: string
  readonly source: string
  readonly opens: boolean
}

export interface LineItem {
  readonly kind: 'line'
  readonly at: number
  readonly session: string
  /** Its place among the lines of its session, as claims point to it. */
  readonly index: number
  readonly dir: 'C' | 'S'
  readonly text: string
  readonly masked: boolean
}

/** The connection ended in a way worth mentioning. */
interface EndItem {
  readonly kind: 'end'
  readonly at: number
  readonly session: string
  readonly by: 'server' | 'error'
  readonly why: string
}

/** Lines left out here; they are in the evidence file. */
interface CutItem {
  readonly kind: 'cut'
  readonly at: number
  readonly session: string
  readonly lines: number
}

/** The rest of the session is too long to read and was not kept. */
interface LeftOutItem {
  readonly kind: 'left-out'
  readonly at: number
  readonly session: string
  readonly lines: number
  readonly octets: number
}

/** Where time passes by itself, a pause shorter than this is network delay. */
const longestPauseMs = 1000
/** A session is shown up to this many lines. */
const mostLines = 500

type Item = Exclude<TimelineItem, ClockItem | SessionItem>

interface Happening {
  readonly at: number
  /** Where it stands among the lines of the story; between two of them for what is no line. */
  readonly place: number
  /** What happens there, in its order. */
  readonly items: readonly Item[]
}

/**
 * Merges steps and sessions in the order they were recorded, and marks where the clock moved. What a peer heard stands
 * where the story asks it, since it hears while the story goes on; what no step asks for stands at the end.
 *
 * @param isVirtual the clock stands still unless it is moved, so that every millisecond is a move
 */
export function timelineOf(
  { steps, sessions, peers = {} }: Pick<Evidence, 'steps' | 'sessions' | 'peers'>,
  isVirtual: boolean,
): readonly TimelineItem[] {
  const lines = sessions.flatMap((session) => session.lines)
  const heard = Object.values(peers).flatMap((peer) => peer.sessions)
  const happenings = [
    ...steps.map((step) => withHeard(stepHappening(step, steps, sessions), step.sessions, heard)),
    ...sessions.flatMap((session) => sessionHappenings(session, lines)),
  ].sort((a, b) => a.place - b.place || a.at - b.at)
  const told = new Set(steps.flatMap((step) => step.sessions))
  const untold = heard.filter(({ id }) => !told.has(id))
  return withMarks(
    [...happenings.flatMap(({ items }) => items), ...untold.flatMap(itemsOf)],
    new Map([...sessions, ...heard].map((session) => [session.id, session])),
    isVirtual ? 1 : longestPauseMs,
  )
}

/** A step that asks a peer, with the sessions it tells of. */
const withHeard = (
  happening: Happening,
  told: readonly string[],
  heard: readonly SessionRecord[],
): Happening => ({
  ...happening,
  items: [...happening.items, ...heard.filter(({ id }) => told.includes(id)).flatMap(itemsOf)],
})

/** All of one session, in its own order. */
const itemsOf = (session: SessionRecord): readonly Item[] =>
  sessionHappenings(session, session.lines)
    .toSorted((a, b) => a.place - b.place)
    .flatMap(({ items }) => items)

function stepHappening(step: Step, steps: readonly Step[], sessions: readonly SessionRecord[]): Happening {
  const earlier = steps.slice(0, steps.indexOf(step))
  // It was noted when it was over, so it heads the first line that its sessions spoke since their last step.
  const first = sessions
    .filter(({ id }) => step.sessions.includes(id))
    .flatMap(({ id, lines }) => {
      const since = earlier.findLast((other) => other.sessions.includes(id))?.order ?? 0
      return lines.find(({ order }) => order >= since && order < step.order) ?? []
    })
    .sort((a, b) => a.order - b.order)[0]
  const at = Math.min(step.at, first?.at ?? step.at)
  const { words: kinds = {} } = tellingOf(step)
  const words = Object.entries(step.with).map(([name, value]) => {
    const told = kinds[name] === 'start' ? startInWords(value, steps) : undefined
    const span = kinds[name] === 'span' && typeof value === 'number' ? durationInWords(value) : undefined
    return [name, told ?? span ?? inWords(value)] as const
  })
  return {
    at,
    place: justBefore(first?.order ?? step.order),
    items: [{ kind: 'step', at, actor: step.actor, verb: step.verb, with: words }],
  }
}

const justBefore = (order: number): number => order - 0.5
const justAfter = (order: number): number => order + 0.25

/** The client asked for the end, so that a server which closes does as it is told. */
const saidGoodbye = ({ lines }: SessionRecord): boolean =>
  /^(?:\S+ )?(?:QUIT|LOGOUT)\r\n$/i.test(lines.findLast(({ dir }) => dir === 'C')?.octets ?? '')

const inWords = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(inWords).join(', ')
      : JSON.stringify(value)

/** What a span counts from: a step, or a moment. */
function startInWords(since: unknown, steps: readonly Step[]): string {
  const step = typeof since === 'number' ? steps[since] : undefined
  return step ? `${step.actor} ${step.verb}` : 'a point in the story'
}

function sessionHappenings(session: SessionRecord, all: readonly WireLine[]): readonly Happening[] {
  const { id, lines, leftOut, ended } = session
  const happenings = lines.slice(0, mostLines).map(({ at, order, dir, octets, masked }, index): Happening => {
    const text = visibleLine(octets)
    const item = { kind: 'line', at, session: id, index, dir, text, masked: masked === true } as const
    return { at, place: order, items: [item] }
  })
  const left = lines[mostLines]
  if (left) {
    const { at, order } = left
    happenings.push({
      at,
      place: order,
      items: [{ kind: 'cut', at, session: id, lines: lines.length - mostLines }],
    })
  }
  if (leftOut) {
    const { at, order } = lines.at(-1) ?? { at: ended?.at ?? 0, order: 0 }
    happenings.push({ at, place: order, items: [{ kind: 'left-out', at, session: id, ...leftOut }] })
  }
  if (ended && ended.by !== 'client' && !(ended.by === 'server' && saidGoodbye(session))) {
    const { at, by } = ended
    const why = ended.why ?? (by === 'server' ? 'the server closed the connection' : 'the connection broke')
    const item = { kind: 'end', at, session: id, by, why } as const
    happenings.push({ at, place: placeOfEnd(session, at, all), items: [item] })
  }
  return happenings
}

/** An end is no line: it follows the session's last one, or where time has passed since, whatever came by then. */
function placeOfEnd({ lines }: SessionRecord, at: number, all: readonly WireLine[]): number {
  const last = lines.at(-1)
  if (last && last.at >= at) return justAfter(last.order)
  const later = all.filter((line) => line.at > at).map(({ order }) => order)
  return justBefore(later.length > 0 ? Math.min(...later) : all.length)
}

function withMarks(
  items: readonly Item[],
  sessions: ReadonlyMap<string, SessionRecord>,
  shortestMove: number,
): readonly TimelineItem[] {
  const marked: TimelineItem[] = []
  const opened = new Set<string>()
  let now = items[0]?.at ?? 0
  let speaking: string | undefined
  for (const item of items) {
    if (item.at - now >= shortestMove) {
      marked.push({ kind: 'clock', at: item.at, by: item.at - now })
      speaking = undefined
    }
    now = Math.max(now, item.at)
    if (item.kind === 'step') speaking = undefined
    else if (item.session !== speaking) {
      const { id, service, source } = sessions.get(item.session) ?? {
        id: item.session,
        service: '',
        source: '',
      }
      marked.push({ kind: 'session', at: item.at, id, service, source, opens: !opened.has(id) })
      opened.add(id)
      speaking = id
    }
    marked.push(item)
  }
  return marked
}
