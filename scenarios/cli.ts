import { Command, CommanderError } from 'commander'
import { ReportNotWritten } from '../reports/write.ts'
import { HarnessFault } from './evidence/faults.ts'
import { serviceTable } from './evidence/services.ts'
import { addAdapter } from './cli/adapter-command.ts'
import { atLeastOne, impactLevel, milliseconds, names, part, port, wholeNumber } from './cli/arguments.ts'
import { exitCodes, UsageError } from './cli/exit.ts'
import { interruption } from './cli/interrupt.ts'
import { ioOf, processStreams, type Io, type Streams } from './cli/io.ts'
import { disturbed, filter, impact, json, patience, seed, target, timeLimit } from './cli/options.ts'
import { givenPath } from './cli/paths.ts'
import { addProbe } from './cli/probe-command.ts'
import { NothingPlayed } from './run/plan/nothing-played.ts'
import { outFolder } from './run/environment.ts'
import { suite } from './run/suite.ts'

/**
 * `mailspec`: reads the command line, runs one command and gives its exit code.
 *
 * @returns 0, 1 violates, 2 inconclusive, 3 our own fault or report not written, 64 bad command line or file, 130
 */
export async function main(args: readonly string[], streams: Streams = processStreams): Promise<number> {
  const io = ioOf(streams)
  let code: number = exitCodes.ok
  const program = commandsOf(io, (given) => {
    code = given
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return exitCodeFor(error, io)
  }
}

function exitCodeFor(error: unknown, io: Io): number {
  // Help and version end this way too, with code 0; a mistake has been explained already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (error instanceof UsageError) {
    io.err(`mailspec: ${error.message}\n`)
    return exitCodes.usage
  }
  if (error instanceof NothingPlayed) {
    io.err(`mailspec: ${error.message}, no report was written\n`)
    return error.message === interruption ? exitCodes.interrupted : exitCodes.inconclusive
  }
  if (error instanceof ReportNotWritten || error instanceof HarnessFault) {
    io.err(`mailspec: ${error.message}\n`)
    return exitCodes.faulty
  }
  io.err(`mailspec: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return exitCodes.faulty
}

function commandsOf(io: Io, ends: (code: number) => void): Command {
  const program = new Command('mailspec')
    .description('Checks whether a mail server does what its manual says.')
    .version(suite, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showSuggestionAfterError()
    .showHelpAfterError('("mailspec --help" lists the commands and options)')

  const command = (name: string, description: string): Command =>
    program.command(name).description(description).exitOverride()

  command('list', 'list the scenarios')
    .argument(...filter)
    .option('--impact <level>', 'only those that do no more than this to a server', impactLevel)
    .option(...json)
    .action(async (words: string[], options) => {
      const { list } = await import('./cli/list.ts')
      ends(await list({ ...options, filter: words }, io))
    })
  command('disturbances', 'list the changes to scenarios that must not change a verdict')
    .option(...json)
    .action(async (options) => {
      const { listDisturbances } = await import('./cli/disturbances.ts')
      ends(await listDisturbances(options, io))
    })
  command('plan', 'show what would be played, what would not, and why; sends nothing')
    .argument(...filter)
    .option(...target)
    .option(...impact)
    .option(...patience)
    .option(...seed)
    .option(...json)
    .action(async (words: string[], options) => {
      const { plan } = await import('./cli/list.ts')
      ends(await plan({ ...options, filter: words }, io))
    })
  command('run', 'play scenarios on a target and write the report')
    .argument(...filter)
    .option(...target)
    .option(...impact)
    .option(...patience)
    .option(...seed)
    .option('--out <folder>', 'the folder for reports', givenPath, outFolder)
    .option('--yes', 'allow hosts other than loopback')
    .option('--pace <time>', 'time between sessions, such as 1s or 200ms', milliseconds)
    .option(...timeLimit)
    .option(...disturbed)
    .option('--shard <part>', 'play one part of the plan only, such as 2/5', part)
    .option('--allow-empty', 'exit with 0 even if nothing could be played')
    .option('--strict', 'deviations count as violations for the exit code')
    .option(...json)
    .action(async (words: string[], options) => {
      const { run } = await import('./cli/run.ts')
      ends(await run({ ...options, filter: words }, io))
    })
  command('compare', 'play the same scenarios on several targets and write one report')
    .argument(...filter)
    .option(
      '--targets <names>',
      'built-in targets and target files, separated by commas (default: all built-in targets)',
      names,
    )
    .option('--jobs <number>', 'how many targets to play on at once', atLeastOne, 2)
    .option(...impact)
    .option(...patience)
    .option(...seed)
    .option('--out <folder>', 'the folder for reports', givenPath, outFolder)
    .option('--yes', 'allow hosts other than loopback')
    .option('--pace <time>', 'time between sessions, such as 1s or 200ms', milliseconds)
    .option(...timeLimit)
    .option(...disturbed)
    .option('--strict', 'deviations count as violations for the exit code')
    .option(...json)
    .action(async (words: string[], options) => {
      const { compare } = await import('./cli/compare.ts')
      ends(await compare({ ...options, filter: words }, io))
    })
  command(
    'properties',
    'tell a target stories made up by chance, and find one in which a property does not hold',
  )
    .option(...target)
    .option(
      '--only <names>',
      'properties, settings, or both as property/setting, separated by commas (default: all)',
      names,
    )
    .option(
      '--seed <number>',
      'seed of all stories (default: 1, and in CI another one each time)',
      wholeNumber,
    )
    .option('--runs <number>', 'how many stories for each property in each setting', atLeastOne, 16)
    .option(...impact)
    .option(...patience)
    .option('--out <folder>', 'the folder for counterexamples', givenPath, outFolder)
    .option('--yes', 'allow hosts other than loopback')
    .option('--pace <time>', 'time between sessions, such as 1s or 200ms', milliseconds)
    .option(...timeLimit)
    .option(...json)
    .action(async (options) => {
      const { askProperties } = await import('./cli/properties.ts')
      ends(await askProperties(options, io))
    })
  const looks = command('init', 'examine a mail server and write a target file for it')
  looks.argument('[host]', 'the server', '127.0.0.1')
  for (const [service, row] of Object.entries(serviceTable)) {
    looks.option(`--${service} <port>`, `port of ${row.title}, usually ${row.port}`, port)
  }
  looks
    .option('--domain <domain>', 'a domain that it hosts')
    .option('--account <login...>', 'accounts by the names they log in with, at most three')
    .option('--out <file>', 'the file to write', 'target.yaml')
    .option('--force', 'overwrite an existing file')
    .action(async (host: string, options) => {
      const { init } = await import('./cli/init.ts')
      ends(await init({ ...options, host }, io))
    })
  command('doctor', 'check each entry of a target file and say what to correct')
    .argument('<file>', 'the target file')
    .option(...json)
    .action(async (file: string, options) => {
      const { doctor } = await import('./cli/doctor.ts')
      ends(await doctor(file, options, io))
    })
  addProbe(command, io, ends)
  addAdapter(command, io, ends)
  command('judge', 'judge stored evidence again and show verdicts that differ from the stored ones')
    .argument('<path...>', 'folders of runs, or files of evidence')
    .option('--strict', 'deviations count as violations for the exit code')
    .option(...json)
    .action(async (paths: string[], options) => {
      const { judgeStored } = await import('./cli/judge.ts')
      ends(await judgeStored(paths, options, io))
    })
  command('stage', 'start a server set up for a scenario, so that you can examine it from a shell')
    .argument('<scenario>', 'the id of a scenario')
    .option(...target)
    .option(...seed)
    .action(async (id: string, options) => {
      const { stage } = await import('./cli/stage.ts')
      ends(await stage(id, options, io))
    })
  command(
    'replay',
    'play the steps of stored evidence on a target and compare each claim with the stored one',
  )
    .argument('<file>', 'a file of evidence')
    .option(...target)
    .option(...patience)
    .option('--yes', 'allow hosts other than loopback')
    .option('--pace <time>', 'time between sessions, such as 1s or 200ms', milliseconds)
    .option('--strict', 'deviations count as violations for the exit code')
    .option(...json)
    .action(async (path: string, options) => {
      const { replayStored } = await import('./cli/replay.ts')
      ends(await replayStored(path, options, io))
    })
  const report = command('report', 'write the report of a run again from its results and evidence')
    .argument('<folder>', 'the folder of a run')
    .action(async (folder: string) => {
      const { report: writeAgain } = await import('./cli/report.ts')
      ends(await writeAgain(folder, io))
    })
  report
    .command('merge')
    .description('merge runs into one report: parts of one target, or several targets')
    .exitOverride()
    .argument('<folder...>', 'the folders of the runs')
    .requiredOption('--out <folder>', 'the folder of the merged run')
    .option('--strict', 'deviations count as violations for the exit code')
    .action(async (folders: string[], options) => {
      const { mergeReports } = await import('./cli/report.ts')
      ends(await mergeReports(folders, options, io))
    })
  command('targets', 'list the built-in targets and whether they can run here')
    .option(...json)
    .action(async (options) => {
      const { listTargets } = await import('./cli/targets-list.ts')
      ends(await listTargets(options, io))
    })
  command('coverage', 'show how many clauses have a scenario')
    .option(...json)
    .action(async (options) => {
      const { showCoverage } = await import('./cli/coverage.ts')
      ends(await showCoverage(options, io))
    })
  command('explain', 'show everything about a clause or a scenario')
    .argument('<id>', 'the id of a clause or a scenario')
    .action(async (id: string) => {
      const { explain } = await import('./cli/explain.ts')
      ends(await explain(id, io))
    })
  command('serve', 'run the reference server')
    .option('--profile <product>', 'the product whose behaviour it follows', 'kerio')
    .option('--policy <file>', 'the policy document (YAML or JSON)', givenPath)
    .option('--host <address>', 'the address to listen on (default: that of the policy, or loopback)')
    .option(
      '--smtp <port>',
      'port of the MX service (default: 2525). 0 means any free port. If you name some ports, only those open',
      port,
    )
    .option(
      '--submission <port>',
      'port of the submission service (default: 2587, if the product has one)',
      port,
    )
    .option('--pop3 <port>', 'port of the POP3 service (default: 2110)', port)
    .option('--imap <port>', 'port of the IMAP service (default: 2143)', port)
    .option('--home <folder>', "the folder of the product's own files", givenPath)
    .option(
      '--data <folder>',
      'where to keep mail (default: in memory, lost when the server ends)',
      givenPath,
    )
    .option('--explain', 'print which settings take effect and which do not, then exit')
    .option(
      '--control <port>',
      'let another process set up servers and set their clock through this port',
      wholeNumber,
    )
    .action(async (options) => {
      if (typeof options.control === 'number') {
        const { serveControlled } = await import('./cli/control.ts')
        return ends(await serveControlled(options.control, io))
      }
      const { serveCommand } = await import('./cli/serve.ts')
      ends(await serveCommand(options, io))
    })
  command('tool', "edit a policy file with the product's own administration tool")
    .argument('<command...>', 'modify system NAME VALUE, get system NAME, or list system')
    .option('--profile <product>', 'whose tool it is', 'icewarp')
    .requiredOption(
      '--policy <file>',
      'the policy document; a running server that uses it applies the change',
    )
    .action(async (words: string[], options) => {
      const { tool } = await import('./cli/tool.ts')
      ends(await tool(words, options, io))
    })
  return program
}
