import { join } from 'node:path'
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import { exitCodeOf } from '../../evidence/verdict.ts'
import { outFolder, seed } from '../environment.ts'
import { tellGitHub } from './github.ts'
import { runIdAt } from './run-id.ts'
import { tally, type TestEnd } from './tally.ts'
import type { ToldPlay } from './told-play.ts'

/** The moments a play began and ended, in milliseconds since the epoch. */
interface Span {
  readonly began: number
  readonly ended: number
}

/**
 * Opens and closes a run of the scenarios, whichever areas of the book play it: writes their one report and says where
 * it is, sets the exit code that stands for the worst verdict, and ends with a line that any CI can count.
 */
export default class ConformanceReporter implements Reporter {
  #vitest: Vitest | undefined
  #id = ''

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestRunStart(): void {
    this.#id = runIdAt(new Date())
    this.#vitest?.provide('run', { id: this.#id })
  }

  async onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): Promise<void> {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const plays = tests.flatMap((test) => test.meta().told ?? [])
    if (plays.length > 0) await this.#writesReport(plays, tests.flatMap(spanOf))
    // A file that could not even be loaded counts too, and so does one that failed outside its tests.
    const broken = modules.filter((module) => !module.ok() && !failedWithin(module)).length + unhandled.length
    const filtered = this.#vitest?.config.testNamePattern !== undefined
    const { lines, failed } = tally(tests.map(endOf), { broken, filtered })
    process.stdout.write(`${[...modules.flatMap(deathOf), ...lines].join('\n')}\n`)
    const code = exitCodeOf(plays.map(({ verdict }) => verdict))
    if (code > 1) process.exitCode = code
    else if (failed > 0) process.exitCode = 1
  }

  async #writesReport(plays: readonly ToldPlay[], spans: readonly Span[]): Promise<void> {
    const began = Math.min(...spans.map((span) => span.began))
    // Loaded here, because only a run of scenarios writes reports.
    const { writeToldReport } = await import('./told-report.ts')
    const results = await writeToldReport(outFolder, {
      id: this.#id,
      startedAt: new Date(began).toISOString(),
      durationMs: Math.round(Math.max(...spans.map((span) => span.ended)) - began),
      seed,
      plays,
    })
    tellGitHub(results, process.env, (text) => void process.stdout.write(text))
    process.stdout.write(`\nreport: ${join(outFolder, 'latest', 'index.html')}\n`)
  }
}

function spanOf(test: TestCase): readonly Span[] {
  const { startTime = 0, duration = 0 } = test.diagnostic() ?? {}
  return test.meta().told ? [{ began: startTime, ended: startTime + duration }] : []
}

/** Says that the process of a file ended before its tests did, if so. */
function deathOf(module: TestModule): readonly string[] {
  const all = [...module.children.allTests()]
  const open = [...module.children.allTests('pending')]
  if (open.length === 0 && module.state() !== 'queued') return []
  return [`died: ${module.relativeModuleId}, after ${all.length - open.length} of its ${all.length} tests`]
}

const failedWithin = ({ children }: TestModule): boolean => [...children.allTests('failed')].length > 0

function endOf(test: TestCase): TestEnd {
  const result = test.result()
  return {
    name: test.fullName,
    state: result.state,
    ...(result.state === 'skipped' && { note: result.note }),
  }
}
