import type { CommandBehaviour } from '../evidence/peers.ts'

/** What a peer does at a command in place of its consent, and how long it has the other side wait. */
export interface Conduct {
  /** Undefined where it consents in its own words. */
  readonly saying?: string
  readonly drops: boolean
  /** Milliseconds of the story's clock. */
  readonly delay: number
}

/** What a peer does differently at the moment. */
export interface Behaviours {
  /** From here on; of two that fit the same command, the later one counts. */
  adds(behaviour: CommandBehaviour): void
  /** From here on it consents to everything. */
  clears(): void
  /** The conduct at a command. Asking counts: what was to happen so many times has happened once more. */
  at(command: string, of: string | undefined): Conduct
}

interface Left {
  readonly behaviour: CommandBehaviour
  times: number
}

export function createBehaviours(): Behaviours {
  let all: Left[] = []
  const adds = (behaviour: CommandBehaviour): void =>
    void all.unshift({ behaviour, times: behaviour.times ?? Infinity })
  const takes = (fits: (behaviour: CommandBehaviour) => boolean): CommandBehaviour | undefined => {
    const found = all.find(({ behaviour, times }) => times > 0 && fits(behaviour))
    if (found) found.times -= 1
    return found?.behaviour
  }
  return {
    adds,
    clears: () => void (all = []),
    at: (command, of) => {
      const fits = (behaviour: CommandBehaviour): boolean =>
        behaviour.at === command && (behaviour.of === undefined || same(behaviour.of, of))
      const delay = takes((behaviour) => behaviour.does === 'delays' && fits(behaviour))
      const ending = takes((behaviour) => behaviour.does !== 'delays' && fits(behaviour))
      return {
        ...(ending?.does === 'answers' && { saying: ending.saying }),
        drops: ending?.does === 'drops',
        delay: delay?.does === 'delays' ? delay.by : 0,
      }
    },
  }
}

const same = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase()
