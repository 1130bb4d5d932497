import type { Command } from 'commander'
import type { Io } from './io.ts'
import { json } from './options.ts'

/** Adds `mailspec adapter check` to the commands. */
export function addAdapter(
  command: (name: string, description: string) => Command,
  io: Io,
  ends: (code: number) => void,
): void {
  command('adapter', 'programs that bring a server of your own to each policy')
    .command('check')
    .description('hold the adapter of a target file to the protocol')
    .exitOverride()
    .argument('<file>', 'the target file')
    .option(...json)
    .action(async (file: string, options) => {
      const { checkAdapterOf } = await import('./adapter.ts')
      ends(await checkAdapterOf(file, options, io))
    })
}
