import { containerWay } from '../targets/docker/way.ts'
import type { Way } from '../targets/native/enclosure.ts'
import { unpackedWay } from '../targets/unpacked/way.ts'
import type { Shortfall, Target } from '../targets/target.ts'

/** Makes a built-in target; a server of others takes a way to run it, and the name it was asked for by. */
export type MakesTarget = (way?: Way, name?: string) => Target

/** The ways to run servers of others, in the order in which they are preferred. */
const ways: Readonly<Record<string, () => Way>> = { native: unpackedWay, docker: containerWay }

/** A way a target can be asked for: `postfix@docker`, and what keeps this machine from it. */
export interface TargetWay {
  readonly way: string
  readonly target: Target
  readonly obstacles: readonly Shortfall[]
}

/** Every way to run a target; none for what runs in this process. */
export const waysOf = (name: string, makes: MakesTarget): readonly TargetWay[] =>
  Object.entries(ways).flatMap(([way, opens]) => {
    const called = `${name}@${way}`
    const target = makes(opens(), called)
    return target.name === called ? [{ way, target, obstacles: target.obstacles?.() ?? [] }] : []
  })

/** The target by the first way that is open here; where none is, by the first of all. */
export function byBestWay(name: string, makes: MakesTarget): Target {
  const preferred = makes(undefined, name)
  if ((preferred.obstacles?.() ?? []).length === 0) return preferred
  const open = waysOf(name, makes).find(({ obstacles }) => obstacles.length === 0)
  const opens = open && ways[open.way]
  return opens ? makes(opens(), name) : preferred
}

/** Splits `postfix@docker` into the target and the way; a name without has none. */
export function splitName(name: string): { readonly server: string; readonly way?: string } {
  const [server = '', way] = name.split('@')
  return { server, ...(way !== undefined && { way }) }
}
