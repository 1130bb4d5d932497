import { join } from 'node:path'
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import { exitCodeOf } from '../../evidence/verdict.ts'
import { outFolder } from './kill-matrix.ts'
import { tally, type TestEnd } from './tally.ts'

/**
 * Closes a run of the scenarios: says where the report is, sets the exit code that stands for the worst verdict, and
 * ends with a line that any CI can count.
 */
export default class ConformanceReporter implements Reporter {
  #filtered = false

  onInit(vitest: Vitest): void {
    this.#filtered = vitest.config.testNamePattern !== undefined
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const verdicts = tests.flatMap((test) => {
      const { verdict } = test.meta()
      return verdict === undefined ? [] : [verdict]
    })
    if (verdicts.length > 0) {
      process.stdout.write(`\nreport: ${join(outFolder, 'latest', 'index.html')}\n`)
    }
    // A file that could not even be read counts too, and so does one that failed outside its tests.
    const broken = modules.filter((module) => !module.ok() && !failedWithin(module)).length + unhandled.length
    const { lines, failed } = tally(tests.map(endOf), { broken, filtered: this.#filtered })
    process.stdout.write(`${lines.join('\n')}\n`)
    const code = exitCodeOf(verdicts)
    if (code > 1) process.exitCode = code
    else if (failed > 0) process.exitCode = 1
  }
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
