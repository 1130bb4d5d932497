import { expect, test } from 'vitest'
import { readTargetFile } from './file.ts'
import { remoteTarget } from './target.ts'

test.each([['America/New_York'], [undefined]])('days begin where the owner says: %s', async (timeZone) => {
  const { file } = readTargetFile({
    version: 1,
    name: 'box',
    services: { mx: { host: '127.0.0.1', port: 25 } },
    domains: { local: 'example.org', remote: 'example.net' },
    timeZone,
  })
  if (!file) throw new Error('the file is wrong')
  const target = remoteTarget(file, { patience: 1000, secretOf: () => '' })
  const staging = await target.stage({
    scenario: 'greylisting/x',
    profile: 'commgate',
    policy: {},
    accounts: {},
    sources: {},
    uses: ['clock'],
    seed: 1,
  })
  if (!('clock' in staging)) throw new Error('it was not staged')
  expect(staging.clock?.timeZone).toBe(timeZone)
})
