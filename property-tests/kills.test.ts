import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seededChance } from '#reference-server'
import { serving } from '../scenarios/cli/serving.ts'
import { load, type Known } from './kills/load.ts'
import { nothingYet, tally, type Tally } from './kills/tally.ts'
import { seed } from './runs.ts'

// A server that keeps its mail on disk is killed at random instants under load: MAILSPEC_KILLS of them, or three. Many
// take longer than a test may: `--testTimeout 0`.

const instants = Number(process.env['MAILSPEC_KILLS'] ?? 3)
const policy = `server: { hostname: mail.local.test }
domains: { local: [local.test] }
accounts: { bob@local.test: { password: tea }, carol@local.test: { password: tea } }
`

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailspec-kills-'))
  await writeFile(join(folder, 'policy.yaml'), policy)
})
afterEach(() => rm(folder, { recursive: true }))

/** Has a server killed so long after the first message it took, so that there is always something to lose. */
async function killAfter(milliseconds: number, words: () => string): Promise<Known> {
  const known: Known = { offered: new Set(), acknowledged: new Set() }
  await using server = serving('--policy', join(folder, 'policy.yaml'), '--data', data(), '--smtp', '0')
  const port = await server.port('mx')
  let isBegun = false
  const onAcknowledged = (): void => {
    if (!isBegun) setTimeout(() => void server.ends('SIGKILL'), milliseconds)
    isBegun = true
  }
  await load(port, { known, words, onAcknowledged })
  return known
}

const data = (): string => join(folder, 'data')

test('what was answered 250 is there once, at whatever instant the server is killed', async () => {
  const random = seededChance(`kills ${seed}`)
  let last = 0
  let sum: Tally = nothingYet
  for (let instant = 0; instant < instants; instant++) {
    const known = await killAfter(random(2).readUInt16BE() % 400, () => String((last += 1)))
    sum = await tally(data(), known, sum)
  }
  console.info(`killed at ${instants} instants: ${JSON.stringify(sum)}`)
  expect(sum.acknowledged).toBeGreaterThan(instants)
  expect(sum).toMatchObject({ doubled: 0, lost: 0, damaged: 0 })
})
