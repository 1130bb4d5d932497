import { domainOf, isLocal, type World } from './world.ts'

/** The servers around: two that everything may be handed to, and the one that DNS names for `remote.test`. */
export const hops = ['smarthost', 'spare', 'exchanger'] as const

export type Hop = (typeof hops)[number]

/** What one of the servers around was handed. */
export interface Handed {
  readonly hop: Hop
  readonly from: string | null
  readonly to: string
}

/** Where mail for a recipient goes next; undefined where it stays, or goes where nobody of these is. */
export function hopOf(to: string, world: World): Hop | undefined {
  if (isLocal(to, world)) return undefined
  const { delivery, smarthost } = world.policy
  if (delivery?.mode === 'relay') return hops.find((hop) => smarthost?.host === `${hop}.test`)
  return domainOf(to) === 'remote.test' ? 'exchanger' : undefined
}

/** How often a server has been handed this by now. */
export const timesHanded = ({ hop, from, to }: Handed, handed: readonly Handed[]): number =>
  handed.filter((each) => each.hop === hop && each.from === from && each.to === to).length
