import type { Step, Subject } from '#evidence'

/** Remembers which step of the story each outcome came from. */
export interface Trace {
  /** The same object, its verbs watched: what they give back is remembered with the step they noted. */
  watches<T extends object>(actor: string, verbs: T): T
  /** The index of the step an outcome, or its moment, came from; undefined for what the story made itself. */
  stepOf(outcome: object): number | undefined
}

/**
 * @param steps grows while the story is played
 * @param does  has a step done
 */
export function createTrace(
  steps: readonly Step[],
  does: <T>(name: string, step: () => Promise<T>) => Promise<T>,
): Trace {
  const found = new WeakMap<object, number>()
  const remember = (actor: string, outcome: Subject): void => {
    const index = steps.findLastIndex((step) =>
      'session' in outcome ? step.sessions.includes(outcome.session) : step.actor === actor,
    )
    if (index < 0) return
    found.set(outcome, index)
    found.set(outcome.when, index)
  }
  const watches = <T extends object>(actor: string, verbs: T): T =>
    new Proxy(verbs, {
      get: (target, name) => {
        const verb: unknown = Reflect.get(target, name)
        if (typeof verb !== 'function') return verb
        return async (...given: readonly unknown[]): Promise<unknown> => {
          const outcome: unknown = await does(`${actor} ${String(name)}`, async (): Promise<unknown> =>
            Reflect.apply(verb, target, given),
          )
          if (isSubject(outcome)) remember(actor, outcome)
          return isTalk(outcome) ? watches(actor, outcome) : outcome
        }
      },
    })
  return { watches, stepOf: (outcome) => found.get(outcome) }
}

const isSubject = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && 'kind' in value && 'when' in value

/** A session that was opened and goes on. */
const isTalk = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'quits' in value
