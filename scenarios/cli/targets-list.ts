import { asJson, type Io } from './io.ts'
import { builtInTargets } from './targets.ts'

/** `mailspec targets`: every built-in target, and whether it can be run on this machine; starts nothing. */
export async function listTargets({ json }: { readonly json?: boolean }, io: Io): Promise<number> {
  const targets = builtInTargets().map((target) => {
    const reasons = (target.obstacles?.() ?? []).map(({ why }) => why)
    const { name, software, clock } = target
    return { name, software, clock, runs: reasons.length === 0, reasons }
  })
  if (json) {
    io.out(asJson(targets))
    return 0
  }
  const width = Math.max(...targets.map(({ name }) => name.length))
  for (const { name, software, runs, reasons } of targets) {
    const how = runs ? 'runs here' : `cannot be run here: ${reasons.join('; ')}`
    io.out(`${name.padEnd(width)}  ${software}: ${how}\n`)
  }
  io.out('\nAny other server is a target by its file: "mailspec init" writes one.\n')
  return 0
}
