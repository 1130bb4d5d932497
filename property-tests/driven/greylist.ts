import * as fc from 'fast-check'
import { virtualEpoch } from '../../reference-server/surroundings/virtual-clock.ts'
import { foreseeOffer, type Answered } from '../models/greylist.ts'
import type { Step } from '../models/story.ts'
import { runs } from '../runs.ts'
import { act, type Cast } from './cast.ts'
import { isAccepted } from './commands.ts'
import { phraseOf } from './phrases.ts'
import { accounts, addresses, beginning, type Setting } from './settings.ts'
import type { Search } from './search.ts'
import { onStage } from './stage.ts'

const minute = 60_000
const month = 35 * 24 * 60 * minute

export const greylistSetting: Setting = {
  name: 'commgate, grey list and AUTH on',
  product: 'commgate',
  policy: {
    greylist: { enabled: true, delay: '5m', retention: '35d' },
    relay: { trusted: ['192.0.2.20'] },
    auth: { required: true },
  },
  clauses: ['commgate.greylist.first-attempt'],
  spans: [5 * minute, 5 * minute, 5 * minute, month],
}

const { bob } = accounts
const eve = 'eve@elsewhere.test'
const abroad = 'carol@remote.test'

interface Notebook {
  now: number
  readonly answered: Answered[]
  readonly told: string[]
}

type Mailing = Extract<Step, { is: 'offers' | 'sends' }>

/** Foresees a whole mail: its recipients in turn, up to the first that is not taken. */
function foreseeMail({ who, as: name, from, to }: Mailing, setting: Setting, notebook: Notebook): boolean {
  const { world } = beginning(setting, virtualEpoch)
  return to.every((recipient) => {
    const account = name === undefined ? {} : { account: accounts[name] }
    const offer = { at: notebook.now, address: addresses[who], from, to: recipient, ...account }
    const came = foreseeOffer(world, notebook.answered, offer)
    notebook.answered.push({ ...offer, came })
    return came === 'taken' || came === 'spared'
  })
}

const commandOf = (step: Mailing | Extract<Step, { is: 'passes' }>, setting: Setting) => ({
  check: () => true,
  run: async (notebook: Notebook, cast: Cast): Promise<void> => {
    notebook.told.push(phraseOf(step))
    if (step.is === 'passes') {
      await act(step, cast)
      notebook.now += step.span
      return
    }
    const foreseen = foreseeMail(step, setting, notebook)
    const seen = await act(step, cast)
    if (!seen || isAccepted(seen) !== foreseen) {
      throw new Error(`expected to be ${foreseen ? 'accepted' : 'turned away'}`)
    }
  },
  toString: () => phraseOf(step),
})

/** What comes again is what the grey list is about: much of it is the same mail. */
const mailing = (is: Mailing['is']): fc.Arbitrary<Mailing> =>
  fc
    .record({
      who: fc.constantFrom('laptop' as const, 'laptop' as const, 'neighbour' as const, 'office' as const),
      from: fc.constantFrom(eve, eve, eve, 'zoe@remote.test', null),
      to: fc.constantFrom([bob], [bob], [bob], [accounts.alice, bob], ['nobody@local.test'], [bob, abroad]),
      as: fc.constantFrom(undefined, undefined, undefined, undefined, 'alice' as const),
    })
    .map(({ as: name, ...mail }) => ({ is, door: 'mx', ...mail, ...(name && { as: name }) }))

/** Tells stories of mail that comes again over real sessions, and counts what came of the recipients. */
export async function drives(
  setting: Setting,
  { stories, maxSteps, saboteurs = [] }: Search,
): Promise<Readonly<Record<Answered['came'], number>>> {
  const seen = { taken: 0, spared: 0, deferred: 0, refused: 0 }
  const spans = fc
    .tuple(fc.constantFrom(...setting.spans), fc.constantFrom(-1, 0, 1))
    .map(([length, beside]) => ({ is: 'passes' as const, span: length + beside }))
  const steps = [mailing('sends'), mailing('offers'), spans].map((each) =>
    each.map((step) => commandOf(step, setting)),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.commands<Notebook, Cast, false>(steps, { maxCommands: maxSteps, size: 'max' }),
      async (commands) => {
        const notebook: Notebook = { now: virtualEpoch, answered: [], told: [] }
        const { error } = await onStage(
          setting,
          (cast) => fc.asyncModelRun(() => ({ model: notebook, real: cast }), commands),
          { saboteurs },
        )
        for (const { came } of notebook.answered) seen[came]++
        if (error !== undefined) throw new Error(notebook.told.join('\n'), { cause: error })
      },
    ),
    // That a fault is found is enough: only what nobody planted is worth the shortest story.
    { ...runs(stories), endOnFailure: saboteurs.length > 0 },
  )
  return seen
}
