import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { mailspec, type Outcome } from '../../../cli/testing.ts'

/** What a run on a stranger came to, and what it left behind. */
export interface PlayedStranger extends Outcome {
  /** Everything in the folder of the run, by file name. */
  readonly artefacts: ReadonlyMap<string, string>
}

/** What every target file of these tests says, unless it says otherwise. */
const usual = {
  version: 1,
  name: 'stranger',
  domains: { local: 'example.org', second: 'example.com', remote: 'example.net', elsewhere: 'example.edu' },
  // There are enough for every scenario to find unused ones: the server remembers which addresses logged in.
  sources: Array.from({ length: 200 }, (_, number) => `127.0.0.${number + 2}`),
  profile: 'kerio',
  vouches: {
    relay: { mode: 'restricted', acceptSmtpAuth: true },
    popBeforeSmtp: { enabled: true, window: '30m' },
  },
  deadlines: {
    connect: '2s',
    greeting: '500ms',
    reply: '500ms',
    message: '1s',
    close: '200ms',
    delivery: '1s',
  },
}

/** The text of a target file for a stranger, with these changes. */
export const strangerFile = (changes: object): string => stringify({ ...usual, ...changes })

/** Plays scenarios on a server through a target file and the command line. */
export async function playOn(changes: object, ...args: readonly string[]): Promise<PlayedStranger> {
  const folder = mkdtempSync(join(tmpdir(), 'mailspec-stranger-'))
  try {
    const file = join(folder, 'target.yaml')
    const out = join(folder, 'out')
    writeFileSync(file, strangerFile(changes))
    const outcome = await mailspec('run', ...args, '--target', file, '--out', out)
    return { ...outcome, artefacts: filesIn(out) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Everything in a folder, by file name. */
export const filesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [
        join(entry.parentPath, entry.name),
        readFileSync(join(entry.parentPath, entry.name), 'utf8'),
      ]),
  )

/** The evidence of a scenario as text; empty when there is none. */
export const transcriptOf = ({ artefacts }: PlayedStranger, scenario: string): string =>
  [...artefacts].find(([name]) => name.includes(`${scenario}@stranger.json`))?.[1] ?? ''
