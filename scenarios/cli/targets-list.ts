import { asJson, type Io } from './io.ts'
import { builtInTargets, waysOfBuiltIn } from './targets.ts'

/** `mailspec targets`: every built-in target, and how it can be run on this machine or why not; starts nothing. */
export async function listTargets({ json }: { readonly json?: boolean }, io: Io): Promise<number> {
  const targets = builtInTargets().map((target) => {
    const { name, software, clock } = target
    const ways = waysOfBuiltIn(name).map(({ way, obstacles }) => ({
      name: `${name}@${way}`,
      ...readiness(obstacles),
    }))
    return { name, software, clock, ...readiness(target.obstacles?.() ?? []), ways }
  })
  if (json) {
    io.out(asJson(targets))
    return 0
  }
  const rows = targets.flatMap(({ name, software, ways, ...how }) => [
    [name, ways.length === 0 ? `${software}: ${inWords(how)}` : software] as const,
    ...ways.map((way) => [`  ${way.name}`, inWords(way)] as const),
  ])
  const width = Math.max(...rows.map(([name]) => name.length))
  for (const [name, text] of reasonsOnce(rows)) io.out(`${name.padEnd(width)}  ${text}\n`)
  io.out('\nA name without @ takes the first way that works here. ')
  io.out('To test any other server, write a target file for it with "mailspec init".\n')
  return 0
}

interface Readiness {
  readonly runs: boolean
  readonly reasons: readonly string[]
}

const readiness = (obstacles: readonly { readonly why: string }[]): Readiness => ({
  runs: obstacles.length === 0,
  reasons: obstacles.map(({ why }) => why),
})

const obstacle = 'cannot run here: '

const inWords = ({ runs, reasons }: Readiness): string =>
  runs ? 'runs here' : `${obstacle}${reasons.join('; ')}`

type Row = readonly [name: string, text: string]

/** Gives each reason once; later rows with the same reason refer to the first one. */
export function reasonsOnce(rows: readonly Row[]): readonly Row[] {
  const first = new Map<string, string>()
  return rows.map(([name, text]) => {
    const earlier = text.startsWith(obstacle) ? first.get(text) : undefined
    if (!first.has(text)) first.set(text, name.trim())
    return [name, earlier === undefined ? text : `${obstacle}as for ${earlier}`] as const
  })
}
