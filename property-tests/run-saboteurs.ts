import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

// Test runners do not take our options: these go through the environment.

const help = `pnpm test:saboteurs [--all] [--seed N]

Plants each fault in the reference server and plays the scenarios against it. One that no scenario of its clause
notices fails. The kill matrix is written to reports/out/kill-matrix/.

  --all      play every scenario, not only those that pass the fault's seam: slower, and must agree
  --seed N   the seed of the run, a whole number; 1 unless said otherwise
  --help     this text

Exit codes: 0 all are noticed, 1 some are not, 64 bad command line.`

/** What to run with, what to print instead, or what is wrong with the command line. */
export function readOptions(
  args: readonly string[],
):
  | { readonly environment: Record<string, string> }
  | { readonly help: string }
  | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      // pnpm hands on the "--" that other package managers want before options.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: { all: { type: 'boolean' }, seed: { type: 'string' }, help: { type: 'boolean' } },
    })
    if (values.help === true) return { help }
    if (values.seed !== undefined && !/^\d{1,9}$/.test(values.seed)) {
      return { problem: `--seed: expected a whole number, saw "${values.seed}"` }
    }
    return {
      environment: {
        ...(values.all === true && { MAILSPEC_ALL: '1' }),
        ...(values.seed !== undefined && { MAILSPEC_SEED: values.seed }),
      },
    }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

function run(environment: Record<string, string>): number {
  const root = join(import.meta.dirname, '..')
  const env = { ...process.env, ...environment }
  console.log(
    `saboteurs: seed ${env['MAILSPEC_SEED'] ?? '1'}${env['MAILSPEC_ALL'] === '1' ? ', every scenario' : ''}`,
  )
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  const { status, error } = spawnSync(process.execPath, [vitest, 'run', '--project', 'saboteurs'], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  if (error) throw error
  return status ?? 130
}

if (import.meta.main) {
  const options = readOptions(process.argv.slice(2))
  if ('help' in options) console.log(options.help)
  else if ('problem' in options) {
    console.error(`${options.problem}\nSee pnpm test:saboteurs --help.`)
    process.exitCode = 64
  } else process.exitCode = run(options.environment)
}
