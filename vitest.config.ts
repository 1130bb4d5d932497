import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** What has been compiled once serves each process that the tests start. */
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'mailspec')

const unit = ['reference-server/**/*.test.ts', 'scenarios/**/*.test.ts', 'reports/**/*.test.ts']
const conformance = ['scenarios/run/book/*.test.ts']
const disturbed = ['scenarios/run/disturbed/*-stories.test.ts']
const saboteurs = ['property-tests/saboteurs/*.test.ts']
const imports = ['property-tests/architecture.test.ts']

/**
 * No test has a limit of its own: a busy machine would break it. This one is for what hangs, and what waits for a thing
 * to happen waits as long.
 */
const patient = { testTimeout: 600_000, hookTimeout: 600_000, expect: { poll: { timeout: 600_000 } } }

/** Nothing of one file is seen by another, and what has been loaded and compiled serves them all. */
const shared = { isolate: false }

/** One project a job, so that each can run alone: `vitest run --project conformance`. */
export default defineConfig({
  test: {
    reporters: ['default', './scenarios/run/report/vitest-reporter.ts'],
    maxWorkers: '100%',
    projects: [
      { test: { name: 'imports', include: imports, ...patient } },
      {
        test: {
          name: 'unit',
          include: unit,
          exclude: [...conformance, ...disturbed, 'node_modules/**'],
          ...patient,
          ...shared,
        },
      },
      {
        test: {
          name: 'properties',
          include: ['property-tests/**/*.test.ts'],
          exclude: [...saboteurs, ...imports, 'node_modules/**'],
          ...patient,
          globalSetup: './property-tests/announce-seed.ts',
          ...shared,
        },
      },
      { test: { name: 'saboteurs', include: saboteurs, ...patient, ...shared } },
      { test: { name: 'conformance', include: conformance, ...patient, ...shared } },
      { test: { name: 'disturbed', include: disturbed, ...patient, ...shared } },
    ],
  },
})
