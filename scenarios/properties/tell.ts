import type { Attempt, Evidence, Login } from '#evidence'
import type { Power } from '#dsl'
import { describeSeen } from '../evidence/judge.ts'
import type { Target } from '../targets/target.ts'
import { act, type Cast, type Manner } from './cast.ts'
import { exactly, type Known } from './models/known.ts'
import { hops, timesHanded } from './models/next-hop.ts'
import type { ExactStep, Mail, Step } from './models/step.ts'
import { after, foresee } from './models/story.ts'
import { phraseOf } from './phrases.ts'
import { beginning, type Setting } from './setting.ts'
import { onStage, type Stage, type Untold } from './stage.ts'

/** The outcome of a step; undefined where there was nothing to accept or refuse, or the step made no sense. */
export type Outcome = 'accepted' | 'refused' | undefined

/** A step of a story that has just come to something, or is about to. */
export interface Happening {
  /** The place of the step in the story as given. */
  readonly place: number
  /** What the manuals foresee; undefined where there is doubt. */
  readonly foreseen: Outcome
}

export interface Telling {
  readonly setting: Setting
  readonly steps: readonly Step[]
  readonly powers: readonly Power[]
  readonly manner?: Manner
  /** What must come of a step. */
  readonly demands: (happening: Happening) => Outcome
  /** Whether a step and what came of it instead are known of this target, and no reason to stop. */
  readonly isDeclared?: (surprise: string) => boolean
}

export interface Told {
  /** One for each step. */
  readonly outcomes: readonly Outcome[]
  /** What the manuals foresaw, one for each step: undefined where there was doubt. */
  readonly foreseen: readonly Outcome[]
  /** The story in words. */
  readonly words: readonly string[]
  readonly evidence: Evidence
  /** What came otherwise than demanded: the story ends there. */
  readonly surprise?: string
  /** What came otherwise and was declared. */
  readonly declared: readonly string[]
}

/** How far from the truth the times of a story may be where time flows: servers count seconds, machines are slow. */
const usualSlack = 5_000

const timeAt = ({ clock, patience = 0 }: Target): Pick<Known, 'slack' | 'patience'> => ({
  slack: clock === 'virtual' ? 0 : usualSlack,
  patience: clock === 'virtual' || clock === 'turned' ? Infinity : patience,
})

/** Tells a story on a target, and claims of each step what is demanded of it. */
export async function tell(telling: Telling, stage: Stage): Promise<Told | Untold> {
  const { setting, steps, powers, manner, demands, isDeclared = () => false } = telling
  const told: Writable = { outcomes: [], foreseen: [], words: [], declared: [] }
  let known = beginning(setting, timeAt(stage.target))

  async function takes(step: Step, place: number, cast: Cast): Promise<void> {
    const exact = exactly(step, known)
    const coming = foresee(step, known)
    if (!exact || !coming) return
    told.foreseen[place] = coming.accepted === undefined ? undefined : inWords(coming.accepted)
    const seen = await act(exact, cast)
    if (!seen) {
      known = after(exact, known, true)
      told.words.push(phraseOf(exact))
      return
    }
    known = { ...known, now: Math.max(known.now, seen.when.notAfter) }
    if (known.slack > 0 && saysGoodbye(seen)) {
      known = leaves(exact, known, cast)
      told.words.push(`${phraseOf(exact)}: the session is over`)
      return
    }
    const outcome = inWords(isAccepted(seen))
    told.outcomes[place] = outcome
    const demanded = demands({ place, foreseen: told.foreseen[place] }) ?? outcome
    const saw = `expected to be ${demanded}, saw ${describeSeen(seen)}`
    told.words.push(`${phraseOf(exact)}: ${outcome}`)
    known = after(exact, known, isAccepted(seen))
    const surprise = `${phraseOf(exact)}: ${saw}`
    const isKnown = demanded !== outcome && isDeclared(surprise)
    if (isKnown) told.declared.push(surprise)
    const claimed = isKnown ? outcome : demanded
    cast.claim(seen)[claimed === 'accepted' ? 'isAccepted' : 'isTurnedAway']()
    if (claimed !== outcome) told.surprise = saw
    else if (isAccepted(seen) && exact.is === 'sends') await arrives(exact, cast)
  }

  /** Asks each server around what it got. */
  async function arrives({ from, to }: Mail, { peers, claim }: Cast): Promise<void> {
    if (!peers) return
    for (const hop of hops)
      for (const each of to) {
        const times = timesHanded({ hop, from, to: each }, known.handed)
        const seen = await peers[hop].receives({ from: from ?? '', to: each })
        claim(seen).times(times)
        if (seen.count !== times)
          told.surprise ??= `${hop}: expected ${times} of it, saw ${describeSeen(seen)}`
      }
  }

  const evidence = await onStage(
    {
      setting,
      powers,
      ...(manner && { manner }),
      story: async (cast) => {
        for (const [place, step] of steps.entries()) {
          if (told.surprise === undefined) await takes(step, place, cast)
        }
      },
    },
    stage,
  )
  return 'verdict' in evidence ? evidence : { ...told, evidence }
}

interface Writable {
  readonly outcomes: Outcome[]
  readonly foreseen: Outcome[]
  readonly words: string[]
  readonly declared: string[]
  surprise?: string
}

const inWords = (accepted: boolean): 'accepted' | 'refused' => (accepted ? 'accepted' : 'refused')

type Seen = Attempt | Login

/** Whether a step succeeded. */
const isAccepted = (seen: Seen): boolean =>
  seen.kind === 'login' ? seen.succeeded : (seen.reply?.code ?? 500) < 400

/** Servers close sessions that went wrong too often: that says nothing of what was asked last. */
const saysGoodbye = (seen: Seen): boolean =>
  (seen.lost ?? false) || (seen.kind === 'attempt' && seen.reply?.code === 421)

/** A session that the server ended is not gone on with. */
function leaves(step: ExactStep, known: Known, { talks, mailboxes }: Cast): Known {
  if (!('who' in step)) return known
  const wasVisit = known.visits[step.who] !== undefined
  const isOfVisit = !['logs-in', 'stays', 'leaves', 'offers', 'sends'].includes(step.is)
  if (step.is === 'stays') mailboxes.delete(step.who)
  if (!wasVisit || !isOfVisit) return known
  talks.delete(step.who)
  return after({ is: 'quits', who: step.who }, known, true)
}
