import { parseArgs } from 'node:util'
import { shareOf, type Share } from './share.ts'

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
        /** Where only that is played. */
        readonly share?: Share
        /** No mutant is begun after so many. */
        readonly minutes?: number
      }
    }
  | { readonly help: string }
  | { readonly problem: string }

const help = `pnpm test:mutants [--only FILE]... [--turn N] [--minutes N] [--fresh] [--all] [--json] [--seed N]
                  [--workers N]

Makes every small change to the server, one at a time, and plays the stories that reach the change; if they do not detect
it, runs the tests of its folder. Lists the changes that nothing detects, and the score of each part. Writes
reports/out/mutants.json. A run that is interrupted is continued by the next one.

  --only FILE    only the changes of this file or folder; may be repeated
  --turn N       only the share of today, if every file has its turn once in N days
  --minutes N    begin no change after so many minutes; what is left out is listed, and is no failure
  --fresh        ignore the results of earlier runs; otherwise a change is played again when its file or the file of what
                 detected it has changed, and one that nothing detected when any file has
  --all          play every story and test that reaches a change, not only the most promising, and the changes in
                 equivalent.yaml too (slower)
  --json         print JSON
  --seed N       the seed of the run, a whole number (default: 1)
  --workers N    number of processes (default: one per core)
  --help         this text

Exit codes: 0 every part reaches its floor, 1 a part does not, or an entry of equivalent.yaml no longer holds, 64 wrong
command line, 130 interrupted.`

/** What the options are read for. */
export interface OptionFacts {
  /** What may be played, from the root of the project. */
  readonly files: readonly string[]
  /** About how long the changes of a file take. */
  readonly weightOf: (file: string) => number
  /** How many processes play unless it is said. */
  readonly cores: number
  /** The number of this day. */
  readonly today: number
}

export function readOptions(
  args: readonly string[],
  { files, weightOf, cores, today }: OptionFacts,
): MutantOptions {
  try {
    const { values } = parseArgs({
      // pnpm hands on the "--" that other package managers want before options.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: {
        only: { type: 'string', multiple: true },
        turn: { type: 'string' },
        minutes: { type: 'string' },
        seed: { type: 'string', default: '1' },
        workers: { type: 'string', default: String(cores) },
        fresh: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    })
    if (values.help === true) return { help }
    const { only = [], seed, workers, fresh, all, json, turn, minutes } = values
    if (!/^\d{1,9}$/.test(seed)) return { problem: `--seed: expected a whole number, saw "${seed}"` }
    for (const [name, count] of Object.entries({ workers, turn: turn ?? '1', minutes: minutes ?? '1' }))
      if (!/^[1-9]\d?$/.test(count))
        return { problem: `--${name}: expected a whole number from 1 to 99, saw "${count}"` }
    const [unknown] = only.filter((place) => !files.some((file) => isAt(place, file)))
    if (unknown !== undefined)
      return { problem: `--only: no mutants are played in "${unknown}"; see property-tests/mutants/parts.ts` }
    const share = turn === undefined ? undefined : shareOf(files, { of: Number(turn), today, weightOf })
    return {
      play: {
        only: (share?.files ?? files).filter(
          (file) => only.length === 0 || only.some((place) => isAt(place, file)),
        ),
        seed: Number(seed),
        workers: Number(workers),
        isFresh: fresh,
        all,
        json,
        ...(share && { share }),
        ...(minutes !== undefined && { minutes: Number(minutes) }),
      },
    }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

const isAt = (place: string, file: string): boolean => {
  const path = place.replace(/^\.\//, '').replace(/\/$/, '')
  return file === path || file.startsWith(`${path}/`)
}
