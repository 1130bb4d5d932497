import { seed } from './runs.ts'

/** Says, before anything else, what to set to have the same run again. */
export function setup(): void {
  console.log(`properties: MAILSPEC_SEED=${seed}`)
}
