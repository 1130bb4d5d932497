import { join } from 'node:path'

/** Where reports go unless told otherwise: `MAILSPEC_OUT`, or the project's own folder. */
export const outFolder =
  process.env['MAILSPEC_OUT'] ?? join(import.meta.dirname, '..', '..', 'reports', 'out')

/** The seed of all random choices when the tests play scenarios: `MAILSPEC_SEED`, or 1. */
export const seed = Number(process.env['MAILSPEC_SEED'] ?? 1)
