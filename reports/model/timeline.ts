import type { Evidence, SessionRecord, Step } from '#evidence'
import { durationInWords } from '../words.ts'
import { stepsOfLines } from './step-order.ts'
import { visibleLine } from './wire-text.ts'

/** One thing on the time line of a scenario, all sessions merged. Times are milliseconds since the epoch. */
export type TimelineItem = StepItem | ClockItem | SessionItem | LineItem | EndItem | CutItem

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

/** The connection ended in a way worth a word. */
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

/** Where time runs by itself, a shorter pause than this is the network's. */
const longestPauseMs = 1000
/** A session is shown up to this many lines. */
const mostLines = 500

interface Happening {
  readonly at: number
  readonly step: number
  readonly item: Exclude<TimelineItem, ClockItem | SessionItem>
}

/**
 * Merges steps and sessions by time, then by the order of the story, and marks where the clock moved.
 *
 * @param isVirtual the clock stands still unless it is moved, so that every millisecond is a move
 */
export function timelineOf({ steps, sessions }: Evidence, isVirtual: boolean): readonly TimelineItem[] {
  const happenings = [
    ...steps.map((step, index) => stepHappening(step, index, steps, sessions)),
    ...sessions.flatMap((session) => sessionHappenings(session, steps)),
  ].sort((a, b) => a.at - b.at || a.step - b.step)
  return withMarks(
    happenings.map(({ item }) => item),
    new Map(sessions.map((session) => [session.id, session])),
    isVirtual ? 1 : longestPauseMs,
  )
}

function stepHappening(
  step: Step,
  index: number,
  steps: readonly Step[],
  sessions: readonly SessionRecord[],
): Happening {
  const opened = step.sessions.filter(
    (id) => steps.findIndex((other) => other.sessions.includes(id)) === index,
  )
  const spoke = sessions.flatMap(({ id, lines: [first] }) => (first && opened.includes(id) ? [first.at] : []))
  // A step is a heading, so it stands before the sessions it opened even where its time was noted at its end.
  const at = Math.min(step.at, ...spoke)
  const words = Object.entries(step.with).map(
    ([name, value]) => [name, step.actor === 'clock' ? spanInWords(value) : inWords(value)] as const,
  )
  return { at, step: index, item: { kind: 'step', at, actor: step.actor, verb: step.verb, with: words } }
}

/** The client asked for the end, so that a server which closes does as it is told. */
const saidGoodbye = ({ lines }: SessionRecord): boolean =>
  /^(?:\S+ )?(?:QUIT|LOGOUT)\r\n$/i.test(lines.findLast(({ dir }) => dir === 'C')?.octets ?? '')

const inWords = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(inWords).join(', ')
      : JSON.stringify(value)

/** What the clock is told are spans of time. */
const spanInWords = (value: unknown): string =>
  typeof value === 'number' ? durationInWords(value) : inWords(value)

function sessionHappenings(session: SessionRecord, steps: readonly Step[]): readonly Happening[] {
  const ranks = stepsOfLines(session, steps)
  const last = ranks.at(-1) ?? -1
  const shown = session.lines.slice(0, mostLines)
  const happenings = shown.map(({ at, dir, octets, masked }, index): Happening => {
    const text = visibleLine(octets)
    const line = { kind: 'line', at, session: session.id, index, dir, text, masked: masked === true } as const
    return { at, step: ranks[index] ?? last, item: line }
  })
  const left = session.lines[mostLines]
  if (left) {
    const lines = session.lines.length - mostLines
    happenings.push({
      at: left.at,
      step: last,
      item: { kind: 'cut', at: left.at, session: session.id, lines },
    })
  }
  const { ended } = session
  if (ended && ended.by !== 'client' && !(ended.by === 'server' && saidGoodbye(session))) {
    const why =
      ended.why ?? (ended.by === 'server' ? 'the server closed the connection' : 'the connection broke')
    const { at, by } = ended
    happenings.push({ at, step: last, item: { kind: 'end', at, session: session.id, by, why } })
  }
  return happenings
}

function withMarks(
  items: readonly Happening['item'][],
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
