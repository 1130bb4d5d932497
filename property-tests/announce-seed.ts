import { seed } from './runs.ts'

/** Says, before anything else, what to set to repeat this run. */
export function setup(): void {
  console.log(`properties: MAILSPEC_SEED=${seed}`)
}
