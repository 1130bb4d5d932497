import { services, type Service } from '../../scenarios/evidence/services.ts'
import type { Chance } from './chance.ts'
import type { Intruder } from './intruder.ts'

/** Where a server may be attacked: its services, and the control API. */
export const doors: readonly Door[] = [...services, 'control']

export type Door = Service | 'control'

/** What an attack is given. */
export interface Ground {
  readonly chance: Chance
  /** Whether there is time left, and a server that lives. */
  readonly goesOn: () => boolean
  /**
   * Connects to a door, and over TLS where that is what the door expects; undefined when the server takes nobody.
   *
   * @param as one of many strangers, each with an address of its own; the same one unless said otherwise
   */
  readonly enters: (door: Door, as?: number) => Promise<Intruder | undefined>
  /** Connects, and says nothing, TLS included. */
  readonly knocks: (door: Door, as?: number) => Promise<Intruder | undefined>
  /** Settles when nothing is to be waited for any longer: after some milliseconds, or when the attack is over. */
  readonly rests: (milliseconds: number) => Promise<void>
  /** Counts what was tried. */
  readonly tried: (inputs?: number) => void
  /** What callers of the control API present. */
  readonly token: string
}

/** A way to bring a server down. */
export interface Attack {
  /** A slug: `random-octets`. */
  readonly name: string
  /** What is done, in one line. */
  readonly about: string
  /** Descriptors that the server may have open; as many as this machine lets it otherwise. */
  readonly descriptors?: number
  /** Attacks for as long as the ground goes on. What the server does to a connection is no fault of the attack's. */
  play(ground: Ground): Promise<void>
}

/** Has several do the same side by side, each again and again with chance of its own, for as long as there is time. */
export async function together(
  count: number,
  { goesOn, chance }: Pick<Ground, 'goesOn' | 'chance'>,
  act: (chance: Chance) => Promise<void>,
): Promise<void> {
  const one = async (name: number): Promise<void> => {
    for (let turn = 0; goesOn(); turn += 1) await act(chance.of(name).of(turn))
  }
  await Promise.all(Array.from({ length: count }, (_, name) => one(name)))
}
