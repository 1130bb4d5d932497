import type { LookUps } from './policy/needs.ts'
import type { Surroundings } from './surroundings/surroundings.ts'

/** What the engine has looked up, by way of the resolver. A name that nobody can tell about has no addresses. */
export const lookUpsThrough = ({ clock, resolver }: Pick<Surroundings, 'clock' | 'resolver'>): LookUps => ({
  addresses: async (names) => {
    const found = await Promise.all(
      names.map(async (name) => {
        const answer = await resolver.addresses(name)
        return [name, 'found' in answer ? answer.found : []] as const
      }),
    )
    return { found: new Map(found), at: clock.now() }
  },
})
