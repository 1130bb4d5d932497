import { join } from 'node:path'
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import { exitCodeOf } from '../evidence/verdict.ts'
import { outFolder } from './kill-matrix.ts'

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
    for (const test of tests) {
      const result = test.result()
      // What a filter left out needs no reason; whatever else was skipped says why, in a note or in its name.
      if (result.state === 'skipped' && (result.note !== undefined || !this.#filtered)) {
        process.stdout.write(`skipped: ${[test.fullName, result.note].filter(Boolean).join(': ')}\n`)
      }
    }
    // A file that could not even be read counts too.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandled.length
    const failed = tests.filter((test) => test.result().state === 'failed').length + broken
    const passed = tests.filter((test) => test.result().state === 'passed').length
    const skipped = tests.filter((test) => test.result().state === 'skipped').length
    process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
    const code = exitCodeOf(verdicts)
    if (code > 1) process.exitCode = code
  }
}
