import type { Evidence } from '#evidence'
import { at, scenario } from '#dsl'
import type { Saboteur } from '#reference-server'
import { playOn } from '../saboteurs/saboteur-play.ts'
import { seed } from '../runs.ts'
import type { Cast, Manner } from './cast.ts'
import { goHome } from './cast.ts'
import { accounts, addresses, type Setting } from './settings.ts'

export interface Staged {
  readonly saboteurs?: readonly Saboteur[]
  readonly manner?: Manner
}

/**
 * Tells a story on a reference server of its own. An error of the story ends it; the evidence is there all the same.
 *
 * @throws Error when our own code or the server failed, so that nothing was shown
 */
export async function onStage(
  setting: Setting,
  story: (cast: Cast) => Promise<void>,
  { saboteurs = [], manner }: Staged = {},
): Promise<{ readonly evidence: Evidence; readonly error: unknown }> {
  let error: unknown
  const { laptop, neighbour, office } = addresses
  const { evidence, verdict, reasons } = await playOn(
    scenario(`relay/counter-example-${setting.product}`, {
      title: `Found by chance: ${setting.name}`,
      clauses: setting.clauses,
      profile: setting.product,
      policy: setting.policy,
      accounts,
      clients: { laptop: at(laptop), neighbour: at(neighbour), office: at(office) },
      uses: ['clock', 'sink'],

      async run({ alice, bob, clock, claim, ...clients }) {
        const people = { alice, bob }
        const open = { talks: new Map(), mailboxes: new Map() }
        const cast: Cast = { clients, accounts: people, clock, claim, ...open, ...(manner && { manner }) }
        try {
          await story(cast)
        } catch (cause) {
          error = cause
        }
        await goHome(cast)
      },
    }),
    seed,
    { saboteurs },
  )
  if (!evidence || verdict === 'faulty') throw new Error(reasons.map(({ text }) => text).join('; '))
  return { evidence, error }
}
