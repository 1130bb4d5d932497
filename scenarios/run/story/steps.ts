import type { Step, Subject } from '#evidence'
import { HarnessFault } from '../../evidence/faults.ts'

/** What a step was given, as it stands in evidence. */
type Words = Step['with']

/** What a story told again has in its hands besides its world. */
interface Memory {
  /** Step → what came of it this time. */
  readonly outcomes: Map<number, Subject>
  /** The id a session had then → the session that stands for it now. */
  readonly talks: Map<string, object>
}

type World = Readonly<Record<string, unknown>>

/**
 * Tells a story again from its steps: the same verbs, given the same words, on whatever the world holds now.
 *
 * @param outcomes gathers what each step gives back, by its place in the story
 * @throws HarnessFault for a step no verb stands for
 */
export async function tellsAgain(
  steps: readonly Step[],
  world: World,
  outcomes: Map<number, Subject>,
): Promise<void> {
  const memory: Memory = { outcomes, talks: new Map() }
  for (const [index, step] of steps.entries()) {
    // The look it was sent for sends its own.
    if (step.verb === 'sendsSentinel') continue
    const outcome = await does(step, steps, world, memory)
    if (isSubject(outcome)) outcomes.set(index, outcome)
    else if (step.verb === 'opens' && isObject(outcome)) memory.talks.set(sessionOf(step), outcome)
  }
}

async function does(step: Step, steps: readonly Step[], world: World, memory: Memory): Promise<unknown> {
  const talk = memory.talks.get(sessionOf(step))
  const doer = talk ?? world[step.actor]
  const verb: unknown = isObject(doer) ? Reflect.get(doer, step.verb) : undefined
  const given = (talk ? inTalk[step.verb] : undefined) ?? alone[step.verb]
  if (typeof verb !== 'function' || !given) {
    throw new HarnessFault(`this mailspec cannot do "${step.actor} ${step.verb}" from its evidence`)
  }
  const outcome: unknown = await Reflect.apply(verb, doer, given(step.with, startOf(step, steps, memory)))
  return outcome
}

const sessionOf = ({ sessions: [id = ''] }: Step): string => id

type Given = (words: Words, start: unknown) => readonly unknown[]

const account = (address: unknown): unknown => ({ address })

const envelope = ({
  via: _via,
  as: _as,
  helo: _helo,
  program: _program,
  in: _in,
  read: _read,
  ...message
}: Words): Words => message

const via = ({ via: service, as: address, helo }: Words): Words => ({
  ...(service !== undefined && { via: service }),
  ...(address !== undefined && { as: account(address) }),
  ...(helo !== undefined && { helo }),
})

const knowing = ({ service: _service, account: _account, ...how }: Words): Words => how

/** What each verb is called with, from what its step was given. */
const alone: Readonly<Record<string, Given>> = {
  offers: (words) => [envelope(words), via(words)],
  sends: (words) => [envelope(words), via(words)],
  insists: (words) => [envelope(words), via(words)],
  sendsWith: (words) => [words['program'], envelope(words), via(words)],
  logsIn: (words) => [words['service'], account(words['account']), knowing(words)],
  failsToLogIn: (words) => [words['service'], account(words['account']), knowing(words)],
  finds: (words) => [envelope(words), { in: account(words['in']) }],
  opens: (words) => [words['service'], via(words)],
  justBefore: ({ span }, start) => [start, span],
  justAfter: ({ span }, start) => [start, span],
  advances: ({ span }) => [span],
  untilTimeOfDay: ({ time }) => [time],
  receives: (words) => [words],
  sets: ({ policy }) => [policy],
  adds: ({ address }) => [address],
  writes: ({ file, lines }) => [file, lines],
  removes: ({ file }) => [file],
  runs: ({ command }) => [command],
  restarts: () => [],
  connects: ({ networks }) => [networks],
  answers: ({ name, records }) => [name, records],
}

/** The same for a session that goes on, where it differs. */
const inTalk: Readonly<Record<string, Given>> = {
  authenticates: (words) => [account(words['account']), knowing(words)],
  logsIn: (words) => [account(words['account']), knowing(words)],
  says: ({ line }) => [line],
  startsTls: () => [],
  quits: () => [],
}

/**
 * What a span counts from: the outcome of the same step this time. A moment of the story's own keeps its distance from
 * the story's beginning.
 */
function startOf({ with: { since } }: Step, steps: readonly Step[], { outcomes }: Memory): unknown {
  if (typeof since === 'number') return outcomes.get(since)
  if (!isMoment(since)) return undefined
  const [first] = outcomes
  const shift = first ? first[1].when.notAfter - (steps[first[0]]?.at ?? first[1].when.notAfter) : 0
  return { notBefore: since.notBefore + shift, notAfter: since.notAfter + shift }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isSubject = (value: unknown): value is Subject => isObject(value) && 'kind' in value && 'when' in value

const isMoment = (value: unknown): value is { readonly notBefore: number; readonly notAfter: number } =>
  isObject(value) &&
  'notBefore' in value &&
  typeof value.notBefore === 'number' &&
  'notAfter' in value &&
  typeof value.notAfter === 'number'
