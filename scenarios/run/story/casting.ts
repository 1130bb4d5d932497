import type { Step, Subject } from '#evidence'
import { HarnessFault } from '../../evidence/faults.ts'
import type { Done, Places, Recalled, Verbs, Words } from './verb.ts'

/** Somebody of the story who acts: a client, a session it keeps, a power. */
export interface Actor<Parts, Kind> {
  readonly name: string
  readonly parts: Parts
  readonly verbs: Verbs<Parts, Kind>
  /** The sessions that all its verbs speak in, if they are the same for all. */
  readonly sessions?: readonly string[]
  /** Records its steps as they begin. Without it, a step is recorded once it is over, after the lines it caused. */
  readonly isNotedFirst?: true
  /** Its steps are exempt from the time limit of a step. */
  readonly isPatient?: true
}

/** Records a step, and returns its index in the story. */
export type Note = (actor: string, verb: string, words: Words, sessions?: readonly string[]) => number

/** Carries out a step within its time limit. */
export type InTime = <T>(name: string, step: () => Promise<T>) => Promise<T>

/** A step the story is about to take. */
export interface StepAhead {
  readonly actor: string
  readonly verb: string
  readonly given: readonly unknown[]
  /** It speaks in a session that the story keeps. */
  readonly inSession: boolean
}

/** Comes between a story and what its actors do: `goes` takes the step, with these arguments or others. */
export type Interference = (
  step: StepAhead,
  goes: (given: readonly unknown[]) => Promise<unknown>,
) => Promise<unknown>

/** Gives a story its actors, and knows which step each of their outcomes came from. */
export interface Casting extends Places {
  /** An actor as the story sees it: a method for each verb. */
  readonly casts: <Parts, Kind>(actor: Actor<Parts, Kind>) => Methods<Kind>
}

export type Methods<Kind> = Pick<Kind, keyof Verbs<never, Kind> & keyof Kind>

/**
 * Creates the one place through which every verb of a story passes: it is recorded among the steps, carried out within
 * its time limit, and its outcome is remembered with its step.
 */
export function createCasting(note: Note, inTime: InTime, interferes: Interference = goesOn): Casting {
  const found = new WeakMap<object, number>()
  const places: Places = { stepOf: (outcome) => found.get(outcome) }

  async function performs(actor: AnyActor, verb: string, given: Given): Promise<unknown> {
    const row = rowOf(actor, verb)
    const words = row.write(given, places)
    const notes = ({ sessions = actor.sessions, also }: Partial<Done<unknown>>): number =>
      note(actor.name, verb, { ...words, ...also }, sessions)
    const first = actor.isNotedFirst ? notes({}) : undefined
    const acts = (): Promise<Done<unknown>> => row.does(actor.parts, given)
    const done = await (actor.isPatient ? acts() : inTime(`${actor.name} ${verb}`, acts))
    const place = first ?? notes(done)
    if ('stops' in done) throw done.stops
    if (isSubject(done.outcome)) {
      found.set(done.outcome, place)
      found.set(done.outcome.when, place)
    }
    return done.outcome
  }

  return {
    ...places,
    casts: <Parts, Kind>(actor: Actor<Parts, Kind>): Methods<Kind> => {
      const any: AnyActor = actor
      const inSession = any.sessions !== undefined
      const methodsBy = (does: (verb: string, given: Given) => Promise<unknown>) =>
        Object.fromEntries(
          Object.keys(any.verbs).map((verb) => [verb, (...given: Given) => does(verb, given)] as const),
        )
      const plain = methodsBy(async (verb, given) => undisturbedOf(await performs(any, verb, given)))
      const methods = methodsBy((verb, given) =>
        interferes({ actor: any.name, verb, given, inSession }, (others) => performs(any, verb, others)),
      )
      const repeats: Repeats = ({ verb, with: words }, recalled) =>
        performs(any, verb, rowOf(any, verb).read(words, recalled))
      const cast: object = { ...methods, [again]: repeats, [undisturbed]: plain }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- there is a method for each row
      return cast as Methods<Kind>
    },
  }
}

const goesOn: Interference = ({ given }, goes) => goes(given)

const again = Symbol('again')
const undisturbed = Symbol('undisturbed')

/** The same actor, with whose steps nothing interferes; what is no actor stays as it is. */
export const undisturbedOf = <Kind>(actor: Kind): Kind =>
  isActor(actor) ? { ...actor, ...actor[undisturbed] } : actor

type Repeats = (step: Step, recalled: Recalled) => Promise<unknown>

/** Tells whether something that a story was given is an actor. */
export const isActor = (
  value: unknown,
): value is { readonly [again]: Repeats; readonly [undisturbed]: Readonly<Record<string, unknown>> } =>
  typeof value === 'object' && value !== null && again in value

/**
 * Makes an actor repeat a step from evidence.
 *
 * @throws HarnessFault for a verb that the actor does not have
 */
export function doesAgain(actor: unknown, step: Step, recalled: Recalled): Promise<unknown> {
  if (!isActor(actor)) throw unknownStep(step.actor, step.verb)
  return actor[again](step, recalled)
}

const unknownStep = (actor: string, verb: string): HarnessFault =>
  new HarnessFault(`this mailspec cannot replay "${actor} ${verb}"`)

type Given = readonly unknown[]

/** An actor whose rows take any arguments: the types of the language, or the row's own `read`, have checked them. */
type AnyActor = Omit<Actor<unknown, unknown>, 'verbs'> & { readonly verbs: Readonly<Record<string, AnyVerb>> }

interface AnyVerb {
  write(given: Given, places: Places): Words
  read(words: Words, recalled: Recalled): Given
  does(parts: unknown, given: Given): Promise<Done<unknown>>
}

function rowOf({ name, verbs }: AnyActor, verb: string): AnyVerb {
  const row = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!row) throw unknownStep(name, verb)
  return row
}

/** Tells whether claims can be made about something that a verb returned. */
export const isSubject = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && 'kind' in value && 'when' in value
