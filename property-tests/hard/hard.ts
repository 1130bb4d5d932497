import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { attacks } from './attacks.ts'
import { complaintsOf } from './complaints.ts'
import { readOptions, type HardOptions } from './options.ts'
import { besiege, type Bounds, type Outcome } from './siege.ts'
import { asTable } from './table.ts'

const heap = 256
const bounds: Bounds = {
  greeting: 3000,
  patience: 60_000,
  peak: 768 * 2 ** 20,
  clearing: 10_000,
  ending: 3000,
}

/** What an attack needs besides the time it attacks for, in milliseconds: two processes start and end. */
const around = 2000

type Asked = Extract<HardOptions, { readonly play: unknown }>['play']

/** Plays the attacks asked for; tells whether the server stood. */
async function plays({ only, seconds, seed, json }: Asked): Promise<boolean> {
  const asked = attacks.filter(({ name }) => only.includes(name))
  const until = performance.now() + seconds * 1000
  const outcomes: Outcome[] = []
  for (const [turn, attack] of asked.entries()) {
    // If one takes longer, the following ones have less time.
    const milliseconds = Math.max(1000, (until - performance.now()) / (asked.length - turn) - around)
    if (!json) process.stderr.write(`${attack.name}: ${attack.about}\n`)
    const victim = join(import.meta.dirname, 'victim-process.ts')
    const outcome = await besiege(attack, { victim, heap, bounds, seed, milliseconds })
    for (const complaint of complaintsOf(outcome, bounds)) process.stderr.write(`  ${complaint}\n`)
    outcomes.push(outcome)
  }
  const failed = outcomes.filter((outcome) => complaintsOf(outcome, bounds).length > 0)
  if (json) {
    const told = outcomes.map((outcome) => ({ ...outcome, complaints: complaintsOf(outcome, bounds) }))
    process.stdout.write(`${JSON.stringify({ version: 1, seed, heap, bounds, outcomes: told }, null, 2)}\n`)
  } else {
    process.stdout.write(`\n${asTable(outcomes)}\n\n`)
    for (const { attack } of failed) {
      process.stdout.write(
        `again: pnpm test:hard --only ${attack} --seconds ${Math.ceil(seconds / asked.length)} --seed ${seed}\n`,
      )
    }
    process.stdout.write(`seed ${seed}\n${outcomes.length - failed.length} passed, ${failed.length} failed\n`)
  }
  return failed.length === 0
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), () => randomBytes(4).toString('hex'))
  if ('help' in options) {
    process.stdout.write(`${options.help}\n`)
    return 0
  }
  if ('problem' in options) {
    process.stderr.write(`${options.problem}\nSee pnpm test:hard --help.\n`)
    return 64
  }
  try {
    return (await plays(options.play)) ? 0 : 1
  } catch (error) {
    process.stderr.write(`test:hard: ${error instanceof Error ? error.stack : String(error)}\n`)
    return 3
  }
}

// Interrupted, it ends at once; its children end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.exitCode = await main()
