import type { SeamName, Seams } from '../seams.ts'

/**
 * A small fault, put into one seam of the server to see who notices. Nothing but the third argument of
 * `startReferenceServer` brings one in: no option, no policy, no environment.
 */
export interface SaboteurOf<S extends SeamName> {
  /** A slug: `window-never-closes`. */
  readonly id: string
  /** The clause that the fault breaks. */
  readonly clause: string
  readonly seam: S
  /** The disturbance under which its scenarios notice it, where they do not notice it undisturbed. */
  readonly noticedBy?: string
  /** The faulty answer, made from the right one. */
  replace(original: Seams[S]): Seams[S]
}

/** A saboteur of any seam. */
export type Saboteur = { [S in SeamName]: SaboteurOf<S> }[SeamName]

/** Writes a saboteur down, with its seam's type checked. */
export const saboteur = <S extends SeamName>(fault: SaboteurOf<S>): SaboteurOf<S> => fault

/** The answers that saboteurs put in place of the right ones; two of one seam build on each other, in order. */
export function sabotage(original: Seams, saboteurs: readonly Saboteur[]): Seams {
  return saboteurs.reduce<Seams>((seams, fault) => ({ ...seams, ...replaced(seams, fault) }), original)
}

const replaced = <S extends SeamName>(seams: Seams, fault: SaboteurOf<S>): Partial<Seams> => {
  const replacement: Partial<Seams> = {}
  replacement[fault.seam] = fault.replace(seams[fault.seam])
  return replacement
}
