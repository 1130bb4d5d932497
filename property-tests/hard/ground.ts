import { isImplicitTls } from '#reference-server'
import type { Door, Ground } from './attack.ts'
import type { Chance } from './chance.ts'
import { intrude, type Intruder } from './intruder.ts'
import { strangerAddress } from './stage.ts'
import type { Victim } from './victim.ts'

/** The ground of one attack, and what is known of it from outside. */
export interface PreparedGround {
  readonly ground: Ground
  readonly inputs: () => number
  /** Ends the attack, whatever it is waiting for. */
  readonly ends: () => void
  /** Closes every connection that is still open. */
  readonly clears: () => void
}

/** @param milliseconds how long the attack may take, from now on */
export function prepareGround(victim: Victim, chance: Chance, milliseconds: number): PreparedGround {
  const intruders = new Set<Intruder>()
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(), milliseconds)
  let inputs = 0

  const knocks = async (door: Door, as = 0): Promise<Intruder | undefined> => {
    const intruder = await intrude({ port: victim.port(door), from: strangerAddress(as) })
    if (!intruder) return undefined
    for (const known of intruders) if (known.gone) intruders.delete(known)
    intruders.add(intruder)
    return intruder
  }
  return {
    ground: {
      chance,
      token: victim.token,
      goesOn: () => !over.signal.aborted && victim.died() === undefined,
      knocks,
      enters: async (door, as) => {
        const intruder = await knocks(door, as)
        if (isImplicitTls(door)) await intruder?.secures()
        return intruder
      },
      rests: (time) =>
        new Promise((resolve) => {
          const wakes = () => {
            clearTimeout(rest)
            over.signal.removeEventListener('abort', wakes)
            resolve()
          }
          const rest = setTimeout(wakes, over.signal.aborted ? 0 : time)
          over.signal.addEventListener('abort', wakes)
        }),
      tried: (more = 1) => void (inputs += more),
    },
    inputs: () => inputs,
    ends: () => {
      clearTimeout(timer)
      over.abort()
    },
    clears: () => {
      for (const intruder of intruders) intruder.leaves()
      intruders.clear()
    },
  }
}
