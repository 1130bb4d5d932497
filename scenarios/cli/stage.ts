import { createInterface } from 'node:readline'
import type { TimeOfDay } from '#dsl'
import { durationInWords } from '../../reports/words.ts'
import { readSpan, word } from '../evidence/again/shell.ts'
import { suggest } from '../clauses/suggest.ts'
import { readBook } from '../run/plan/book.ts'
import { planFor } from '../run/plan/plan.ts'
import { variablesOf } from '../run/story/reached.ts'
import { isTimeOfDay, nextTimeOfDay } from '../run/story/time-of-day.ts'
import type { Shortfall, StagedClock, Staging } from '../targets/target.ts'
import { exitCodes, UsageError } from './exit.ts'
import type { Io } from './io.ts'
import { chooseTarget } from './targets.ts'

export interface StageOptions {
  readonly target: string
  readonly seed: number
}

/**
 * `mailspec stage`: starts a server set up for a scenario and keeps it running, so that the shell commands of a report
 * can be tried. Prints the variables that those commands need; a duration or a time of day typed in sets its clock.
 *
 * @returns 0, or 2 when the target cannot be set up so
 * @throws UsageError for an unknown scenario
 */
export async function stage(
  id: string,
  { target: name, seed }: StageOptions,
  io: Io,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<number> {
  const book = await readBook()
  const scenario = book.find((each) => each.id === id)
  if (!scenario) {
    const near = suggest(
      id,
      book.map((each) => each.id),
    )
    throw new UsageError(
      `there is no scenario called ${id}${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`,
    )
  }
  const { target } = chooseTarget(name)
  const [play] = planFor([scenario], target, seed).plays
  if (!play) throw new RangeError('an empty plan')
  const { needs, shortfalls } = play
  const outcome = shortfalls.length > 0 ? shortfalls : await target.stage(needs)
  if (!(Symbol.asyncDispose in outcome)) return cannot(outcome, io)
  try {
    await using staging = outcome
    for (const [variable, value] of variablesOf(staging, needs)) io.out(`export ${variable}=${word(value)}\n`)
    io.out(
      `# ${target.name} runs until Ctrl-C${staging.clock ? '; type 30m to move its clock forward by 30 minutes, 03:10 to move it to that time' : ''}\n`,
    )
    await untilEnded(staging, io, input)
  } finally {
    await target.close?.()
  }
  return exitCodes.ok
}

function cannot(shortfalls: readonly Shortfall[], io: Io): number {
  for (const { need, why } of shortfalls) io.err(`mailspec: ${need}: ${why}\n`)
  return exitCodes.inconclusive
}

/** Carries out what is typed, until a signal or the end of the input. */
async function untilEnded(staging: Staging, io: Io, input: NodeJS.ReadableStream): Promise<void> {
  const lines = createInterface({ input })
  const closes = (): void => lines.close()
  const signals = ['SIGINT', 'SIGTERM'] as const
  // Not once: libraries that find no listener left end the process themselves.
  for (const signal of signals) process.on(signal, closes)
  lines.on('SIGINT', closes)
  try {
    for await (const line of lines) io.out(`# ${await turned(staging, line.trim().replace(/^\+/, ''))}\n`)
  } finally {
    for (const signal of signals) process.off(signal, closes)
  }
}

async function turned({ clock }: Staging, typed: string): Promise<string> {
  const span = clock && isTimeOfDay(typed) ? spanUntil(typed, clock) : readSpan(typed)
  if (span === undefined)
    return `expected a duration such as 1h30m or 29m59.5s, a time of day such as 03:10, or Ctrl-C; saw ${typed}`
  if (!clock) return 'its clock cannot be set'
  await clock.moveTo(clock.now() + span)
  return `clock moved by ${durationInWords(span)}: it is now ${new Date(clock.now()).toISOString()}`
}

function spanUntil(time: TimeOfDay, clock: StagedClock): number {
  const now = clock.now()
  return nextTimeOfDay(time, { after: now, timeZone: clock.timeZone ?? 'UTC' }) - now
}
