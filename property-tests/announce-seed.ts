/**
 * Says, before anything else, what to set to repeat this run. In CI properties look elsewhere each time; what
 * is found there is kept, and found again everywhere.
 */
export async function setup(): Promise<void> {
  const isCi = (process.env['CI'] ?? '') !== ''
  if (isCi) process.env['MAILSPEC_PROPERTIES_SEED'] ??= String(Date.now() % 1_000_000_000)
  const { seed } = await import('./runs.ts')
  console.log(`properties: MAILSPEC_SEED=${seed}`)
}
