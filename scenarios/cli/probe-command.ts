import type { Command } from 'commander'
import { outFolder } from '../run/environment.ts'
import { milliseconds, names } from './arguments.ts'
import type { Io } from './io.ts'
import { impact, json, patience, seed, timeLimit } from './options.ts'
import { givenPath } from './paths.ts'

/** Adds `mailspec probe` to the commands. */
export function addProbe(
  command: (name: string, description: string) => Command,
  io: Io,
  ends: (code: number) => void,
): void {
  command('probe', 'measure what a server does, and write its policy profile')
    .argument('<target>', 'a target file, or a built-in target such as reference')
    .option('--product <name>', 'the product whose defaults the reference server takes on', 'plain')
    .option('--policy <file>', 'the policy document that the reference server follows', givenPath)
    .option('--only <names>', 'probes, separated by commas (default: all)', names)
    .option(...impact)
    .option(...patience)
    .option(...seed)
    .option('--out <folder>', 'the folder for reports', givenPath, outFolder)
    .option('--yes', 'allow hosts other than loopback')
    .option('--pace <time>', 'time between sessions, such as 1s or 200ms', milliseconds)
    .option(...timeLimit)
    .option('--write', 'put the measured settings under vouches in the target file')
    .option(...json)
    .action(async (name: string, options) => {
      const { probe } = await import('./probe.ts')
      ends(await probe(name, options, io))
    })
}
