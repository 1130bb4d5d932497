import { parseArgs } from 'node:util'

/** What to play, what to print instead, or what is wrong with the command line. */
export type MutantOptions =
  | {
      readonly play: {
        readonly only: readonly string[]
        readonly seed: number
        readonly workers: number
        readonly isFresh: boolean
        readonly all: boolean
        readonly json: boolean
      }
    }
  | { readonly help: string }
  | { readonly problem: string }

const help = `pnpm test:mutants [--only FILE]... [--fresh] [--all] [--json] [--seed N] [--workers N]

Makes every small change to the server, one at a time, and plays the stories that reach the change; if they do not detect
it, runs the tests of its folder. Lists the changes that nothing detects, and the score of each part. Writes
reports/out/mutants.json.

  --only FILE    only the changes of this file or folder; may be repeated
  --fresh        ignore the results of earlier runs; otherwise a change is played again when its file or the file of what
                 detected it has changed, and one that nothing detected when any file has
  --all          play every story and test that reaches a change, not only the most promising (slower)
  --json         print JSON
  --seed N       the seed of the run, a whole number (default: 1)
  --workers N    number of processes (default: one per core)
  --help         this text

Exit codes: 0 every part reaches its floor, 1 a part does not, or an entry of equivalent.yaml no longer holds, 64 wrong
command line, 130 interrupted.`

/**
 * @param files what may be played, from the root of the project
 * @param cores how many processes play unless it is said
 */
export function readOptions(args: readonly string[], files: readonly string[], cores: number): MutantOptions {
  try {
    const { values } = parseArgs({
      // pnpm hands on the "--" that other package managers want before options.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: {
        only: { type: 'string', multiple: true },
        seed: { type: 'string', default: '1' },
        workers: { type: 'string', default: String(cores) },
        fresh: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    })
    if (values.help === true) return { help }
    const { only = [], seed, workers, fresh, all, json } = values
    if (!/^\d{1,9}$/.test(seed)) return { problem: `--seed: expected a whole number, saw "${seed}"` }
    if (!/^[1-9]\d?$/.test(workers))
      return { problem: `--workers: expected a whole number from 1 to 99, saw "${workers}"` }
    const [unknown] = only.filter((place) => filesAt(place, files).length === 0)
    if (unknown !== undefined)
      return { problem: `--only: no mutants are played in "${unknown}"; see property-tests/mutants/parts.ts` }
    return {
      play: {
        only: only.length === 0 ? files : files.filter((file) => only.some((place) => isAt(place, file))),
        seed: Number(seed),
        workers: Number(workers),
        isFresh: fresh,
        all,
        json,
      },
    }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

const filesAt = (place: string, files: readonly string[]): readonly string[] =>
  files.filter((file) => isAt(place, file))

const isAt = (place: string, file: string): boolean => {
  const path = place.replace(/^\.\//, '').replace(/\/$/, '')
  return file === path || file.startsWith(`${path}/`)
}
