import * as fc from 'fast-check'
import { exactly, foresee, type Known, type Step } from '../models/story.ts'
import { act, type Cast } from './cast.ts'
import { phraseOf, spanInWords } from './phrases.ts'
import type { Setting } from './settings.ts'

/** What the model knows at the moment, and the story so far. */
export interface Notebook {
  known: Known
  readonly told: string[]
}

export type StoryCommand = fc.AsyncCommand<Notebook, Cast>

/** A step, foreseen by the model and done on the server; where the two differ the story has found something. */
export const commandOf = (step: Step): StoryCommand => ({
  check: ({ known }) => foresee(step, known) !== undefined,
  run: async (notebook, cast) => {
    const exact = exactly(step, notebook.known)
    const foreseen = foresee(step, notebook.known)
    if (!exact || !foreseen) return
    notebook.known = foreseen.known
    const seen = await act(exact, cast)
    if (!seen || foreseen.accepted === undefined) {
      notebook.told.push(phraseOf(exact))
      return
    }
    const claimed = cast.claim(seen)
    if (foreseen.accepted) claimed.isAccepted()
    else claimed.isTurnedAway()
    const accepted = isAccepted(seen)
    notebook.told.push(`${phraseOf(exact)}: ${inWords(accepted)}`)
    if (accepted !== foreseen.accepted) throw new Error(`foreseen: ${inWords(foreseen.accepted)}`)
  },
  toString: () =>
    step.is === 'ages' ? `time passes until ${spanInWords(step.age)} after it` : phraseOf(step),
})

const inWords = (accepted: boolean): string => (accepted ? 'accepted' : 'refused')

/** Whether a step came to a good end. */
export const isAccepted = (seen: NonNullable<Awaited<ReturnType<typeof act>>>): boolean =>
  seen.kind === 'login' ? seen.succeeded : (seen.reply?.code ?? 500) < 400

const who = fc.oneof(
  { weight: 4, arbitrary: fc.constant('laptop' as const) },
  { weight: 1, arbitrary: fc.constant('neighbour' as const) },
  { weight: 2, arbitrary: fc.constant('office' as const) },
)
const service = fc.constantFrom('pop3' as const, 'imap' as const)
const from = fc.constantFrom(
  'alice@local.test',
  'alice@local.test',
  'eve@elsewhere.test',
  'friend@elsewhere.test',
  'ghost@local.test',
  null,
)
const to = fc.oneof(
  { weight: 3, arbitrary: fc.constant(['carol@remote.test']) },
  { weight: 1, arbitrary: fc.constant(['bob@local.test']) },
  {
    weight: 1,
    arbitrary: fc.subarray(
      ['bob@local.test', 'dora@elsewhere.test', 'nobody@local.test', 'alice@LOCAL.test'],
      {
        minLength: 2,
      },
    ),
  },
)
const mostly = fc.constantFrom(true, true, true, false)
const is = <const T extends string>(...words: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...words)

/** The steps that stories of a setting are made of, in the mixture they come in. */
export function stepsOf({ product, spans }: Setting): readonly fc.Arbitrary<Step>[] {
  const door = product === 'icewarp' ? is('mx', 'submission') : is('mx')
  const name = is('alice', 'bob')
  // Most waits end where a window does: at its end, a moment before, a moment after.
  const [longest = 0] = spans
  const age = fc.constantFrom(longest, longest, longest - 1, longest + 1)
  const aging = fc.record({ is: is('ages'), back: fc.constantFrom(0, 0, 1, 2), age })
  const passing = fc.record({ is: is('passes'), span: fc.constantFrom(1, 1000, ...spans) })
  const mail = { who, from, to }
  const calling = fc.record(
    { is: is('offers', 'sends'), ...mail, door, as: name },
    { requiredKeys: ['is', 'who', 'from', 'to', 'door'] },
  )
  const login = fc.record({ is: is('logs-in'), who, service, as: is('alice'), works: mostly })
  const talking = fc.record({ is: is('offers-there', 'sends-there'), ...mail })
  const opening = fc.record({ is: is('opens'), who, door })
  const proving = fc.record({ is: is('proves'), who, as: name, works: fc.boolean() })
  return [
    login,
    login,
    aging,
    passing,
    calling,
    calling,
    talking,
    talking,
    talking,
    opening,
    opening,
    proving,
    proving,
    fc.record({ is: is('stays'), who, service, as: is('bob') }),
    fc.record({ is: is('leaves', 'resets', 'quits'), who }),
  ]
}

/** Stories of a setting, up to so many steps. */
export const storiesOf = (setting: Setting, maxCommands: number) =>
  fc.commands<Notebook, Cast, false>(
    stepsOf(setting).map((steps) => steps.map(commandOf)),
    { maxCommands, size: 'max' },
  )
