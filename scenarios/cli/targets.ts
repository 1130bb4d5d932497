import { suggest } from '../clauses/suggest.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import type { Target } from '../targets/target.ts'
import { UsageError } from './exit.ts'

const targets: Readonly<Record<string, () => Target>> = { reference: referenceTarget }

/** The built-in target of that name. @throws UsageError for a name that is none */
export function targetNamed(name: string): Target {
  const make = targets[name]
  if (make) return make()
  const known = Object.keys(targets)
  const [near] = suggest(name, known)
  throw new UsageError(
    `there is no target called ${name}; ${near === undefined ? `there is: ${known.join(', ')}` : `did you mean ${near}?`}`,
  )
}
