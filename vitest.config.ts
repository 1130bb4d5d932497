import { defineConfig } from 'vitest/config'

const unit = ['reference-server/**/*.test.ts', 'scenarios/**/*.test.ts', 'reports/**/*.test.ts']
const conformance = ['scenarios/run/scenarios.test.ts']
const saboteurs = ['property-tests/saboteurs.test.ts']
const imports = ['property-tests/architecture.test.ts']

/** One project a job, so that each can run alone: `vitest run --project conformance`. */
export default defineConfig({
  test: {
    reporters: ['default', './scenarios/run/vitest-reporter.ts'],
    projects: [
      { test: { name: 'imports', include: imports } },
      {
        test: {
          name: 'unit',
          include: unit,
          exclude: [...conformance, 'node_modules/**'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'properties',
          include: ['property-tests/**/*.test.ts'],
          exclude: [...saboteurs, ...imports, 'node_modules/**'],
          testTimeout: 60_000,
          globalSetup: './property-tests/announce-seed.ts',
          // Nothing of one file is seen by another, and what has been loaded and compiled serves them all.
          isolate: false,
        },
      },
      { test: { name: 'saboteurs', include: saboteurs, testTimeout: 60_000 } },
      { test: { name: 'conformance', include: conformance, testTimeout: 30_000 } },
    ],
  },
})
