import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { book } from './book.ts'
import { decisions } from './decisions.ts'
import { durable } from './durable.ts'
import { idlers } from './idlers.ts'
import { median, type Effort, type Findings } from './figures.ts'
import { starting } from './starting.ts'
import { asTable } from './table.ts'
import { targets } from './targets.ts'
import { throughput } from './throughput.ts'

const benchmarks: Readonly<Record<string, (effort: Effort) => Promise<Findings>>> = {
  starting,
  book,
  throughput,
  durable,
  decisions,
  idlers,
  targets,
}

const names = Object.keys(benchmarks)

const usage = `Measures the reference server and the runner. Slowness is not a failure.

  node bench/bench.ts [--quick] [--json] [--only <name>]...

  --quick        fewer and shorter rounds
  --json         print JSON
  --only <name>  ${names.join(', ')}; may be repeated
  --help
`

/** What the command line asks for. @throws TypeError when it cannot be read */
function readArguments() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: names },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = values.only.filter((name) => !names.includes(name))
  if (unknown.length === 0) return values
  throw new TypeError(`no benchmark is called ${unknown.join(', ')}; there are ${names.join(', ')}`)
}

/** Runs the benchmarks asked for and prints what they find. */
async function measure({ quick, json, only }: Readonly<ReturnType<typeof readArguments>>): Promise<void> {
  const effort = quick
    ? { warmUps: 2, rounds: 3, roundLength: 300 }
    : { warmUps: 3, rounds: 7, roundLength: 1000 }
  const found: Record<string, Findings> = {}
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (!only.includes(name)) continue
    const findings = await benchmark(effort)
    found[name] = findings
    if (!json) process.stdout.write(`${asTable(findings)}\n`)
  }
  if (json) process.stdout.write(`${JSON.stringify(asData(found, effort), null, 2)}\n`)
}

const asData = (found: Readonly<Record<string, Findings>>, effort: Effort) => ({
  version: 1,
  node: process.versions.node,
  cores: availableParallelism(),
  ...effort,
  benchmarks: Object.fromEntries(
    Object.entries(found).map(([name, { title, figures, remarks }]) => [
      name,
      {
        title,
        figures: figures.map((figure) => ({
          ...figure,
          min: Math.min(...figure.samples),
          median: median(figure.samples),
          max: Math.max(...figure.samples),
        })),
        remarks,
      },
    ]),
  ),
})

/** @returns the exit code: 0 however slow it was, 3 when something could not be measured, 64 for a bad command line */
async function main(): Promise<number> {
  let asked: ReturnType<typeof readArguments>
  try {
    asked = readArguments()
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    return 64
  }
  if (asked.help) {
    process.stdout.write(usage)
    return 0
  }
  try {
    await measure(asked)
    return 0
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.stack : String(error)}\n`)
    return 3
  }
}

// Interrupted, it ends in order, so that what it started is ended too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.exitCode = await main()
