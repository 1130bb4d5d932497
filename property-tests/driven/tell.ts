import { virtualEpoch } from '../../reference-server/surroundings/virtual-clock.ts'
import { exactly, foresee, type Known, type Step } from '../models/story.ts'
import { act, type Manner } from './cast.ts'
import { isAccepted } from './commands.ts'
import { phraseOf } from './phrases.ts'
import { beginning, type Setting } from './settings.ts'
import { onStage } from './stage.ts'

/** What came of a step; undefined where there was nothing to accept or refuse, or the step made no sense. */
export type Outcome = 'accepted' | 'refused' | undefined

export interface Telling {
  readonly outcomes: readonly Outcome[]
  /** The story in words. */
  readonly words: string
}

/** Tells a story over real sessions, believing nothing about what should come of it. */
export async function tell(setting: Setting, steps: readonly Step[], manner?: Manner): Promise<Telling> {
  const outcomes: Outcome[] = []
  const words: string[] = []
  let known: Known = beginning(setting, virtualEpoch)
  const { error } = await onStage(
    setting,
    async (cast) => {
      for (const step of steps) {
        const exact = exactly(step, known)
        const foreseen = foresee(step, known)
        known = foreseen?.known ?? known
        const seen = exact && foreseen && (await act(exact, cast))
        const outcome = seen && (isAccepted(seen) ? 'accepted' : 'refused')
        outcomes.push(outcome)
        if (exact && foreseen) words.push(`  ${phraseOf(exact)}${outcome ? `: ${outcome}` : ''}`)
        if (seen) cast.claim(seen)[outcome === 'accepted' ? 'isAccepted' : 'isTurnedAway']()
      }
    },
    manner && { manner },
  )
  if (error !== undefined) throw error
  return { outcomes, words: words.join('\n') }
}
