import { profileNamed, profiles } from '#profiles'
import { suggest } from '../clauses/suggest.ts'
import { UsageError } from './exit.ts'

/** The product whose profile has that name. @throws UsageError for an unknown name, with the nearest known one */
export function productNamed(name: string): keyof typeof profiles {
  const profile = profileNamed(name)
  if (profile) return profile.name
  const known = Object.keys(profiles)
  const [near] = suggest(name, known)
  throw new UsageError(
    `there is no profile called ${name}; ${near === undefined ? `there are: ${known.join(', ')}` : `did you mean ${near}?`}`,
  )
}
