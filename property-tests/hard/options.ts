import { parseArgs } from 'node:util'
import { attacks } from './attacks.ts'

/** What to play, what to print instead, or what is wrong with the command line. */
export type HardOptions =
  | {
      readonly play: {
        readonly only: readonly string[]
        readonly seconds: number
        readonly seed: string
        readonly json: boolean
      }
    }
  | { readonly help: string }
  | { readonly problem: string }

const names = attacks.map(({ name }) => name)

const help = `pnpm test:hard [--only NAME]... [--seconds N] [--seed TEXT] [--json]

Attacks a reference server on all its ports, in a new process for each attack, while a bystander asks for greetings.
Prints the result of each attack. A crash, a hang, memory beyond its bound or a leaked descriptor is a failure; a slow
greeting is not.

  --only NAME    one attack; may be repeated
  --seconds N    time for all attacks together (default: 150)
  --seed TEXT    seed of an earlier run, to repeat it (default: a new one)
  --json         print JSON
  --help         this text

${attacks.map(({ name, about }) => `  ${name.padEnd(Math.max(...names.map(({ length }) => length)))}  ${about}`).join('\n')}

Exit codes: 0 the server withstood all attacks, 1 it did not, 3 an attack could not be played, 64 wrong command
line, 130 interrupted.`

/** @param newSeed makes one where none is given */
export function readOptions(args: readonly string[], newSeed: () => string): HardOptions {
  try {
    const { values } = parseArgs({
      // pnpm hands on the "--" that other package managers want before options.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: {
        only: { type: 'string', multiple: true },
        seconds: { type: 'string', default: '150' },
        seed: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    })
    if (values.help === true) return { help }
    const { only = names, seconds, seed = newSeed(), json } = values
    const unknown = only.filter((name) => !names.includes(name))
    if (unknown.length > 0) {
      return { problem: `--only: there is no attack ${unknown.join(', ')}; there are ${names.join(', ')}` }
    }
    if (!/^[1-9]\d{0,4}$/.test(seconds)) {
      return { problem: `--seconds: expected a whole number, 1 or more, saw "${seconds}"` }
    }
    return { play: { only, seconds: Number(seconds), seed, json } }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
