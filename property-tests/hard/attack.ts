import { services, type Service } from '../../scenarios/evidence/services.ts'
import type { Chance } from './chance.ts'
import type { Intruder } from './intruder.ts'

/** Where a server may be attacked: its services, and the control API. */
export const doors: readonly Door[] = [...services, 'control']

export type Door = Service | 'control'

/** What an attack has at hand. */
export interface Ground {
  readonly chance: Chance
  /** Whether there is time left and the server is alive. */
  readonly goesOn: () => boolean
  /**
   * Connects to a door, over TLS where the door expects it; undefined when the server does not take the connection.
   *
   * @param as which of many strangers, each with an address of its own; always the same one unless given
   */
  readonly enters: (door: Door, as?: number) => Promise<Intruder | undefined>
  /** Connects, and says nothing, TLS included. */
  readonly knocks: (door: Door, as?: number) => Promise<Intruder | undefined>
  /** Settles after some milliseconds, or when the attack is over. */
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
  /** How many descriptors the server may have open; absent, as many as this machine allows. */
  readonly descriptors?: number
  /** Attacks for as long as the ground goes on. Whatever the server does to a connection is not a fault of the attack. */
  play(ground: Ground): Promise<void>
}

/** Runs several of the same side by side, each again and again with its own chance, for as long as there is time. */
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
