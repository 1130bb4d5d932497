import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seededChance } from '#reference-server'
import { serving, type Running } from '../scenarios/cli/serving.ts'
import { openPeer } from '../reference-server/delivery/testing.ts'
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
})
afterEach(() => rm(folder, { recursive: true }))

const serve = (): Running => serving('--policy', join(folder, 'policy.yaml'), '--data', data(), '--smtp', '0')

interface Killing {
  readonly milliseconds: number
  readonly words: () => string
  readonly to?: readonly string[]
}

/** Kills a server some time after the first message it took, so that there is always something to lose. */
async function killAfter({ milliseconds, ...sent }: Killing): Promise<Known> {
  const known: Known = { offered: new Set(), acknowledged: new Set() }
  await using server = serve()
  const port = await server.port('mx')
  let isBegun = false
  const onAcknowledged = (): void => {
    if (!isBegun) setTimeout(() => void server.ends('SIGKILL'), milliseconds)
    isBegun = true
  }
  await load(port, { known, onAcknowledged, ...sent })
  return known
}

const data = (): string => join(folder, 'data')

test('what was answered 250 is there once, at whatever instant the server is killed', async () => {
  await writeFile(join(folder, 'policy.yaml'), policy)
  const random = seededChance(`kills ${seed}`)
  let last = 0
  let sum: Tally = nothingYet
  for (let instant = 0; instant < instants; instant++) {
    const known = await killAfter({
      milliseconds: random(2).readUInt16BE() % 400,
      words: () => String((last += 1)),
    })
    sum = await tally(data(), known, sum)
  }
  console.info(`killed at ${instants} instants: ${JSON.stringify(sum)}`)
  expect(sum.acknowledged).toBeGreaterThan(instants)
  expect(sum).toMatchObject({ doubled: 0, lost: 0, damaged: 0 })
})

const wordsOf = (messages: readonly string[]): readonly string[] =>
  messages.map((message) => /^Subject: (\d+)\r$/m.exec(message)?.[1] ?? message)
const relay = (port: number): string => `server: { hostname: mail.local.test }
domains: { local: [local.test] }
relay: { mode: restricted, trusted: [127.0.0.1] }
delivery: { mode: relay }
smarthost: { host: 127.0.0.1, port: ${port} }
`

/** Lets a server hand over what it has left. @returns what its next hop then has, each copy counted */
async function drained(acknowledged: readonly string[], messages: () => readonly string[]): Promise<Tally> {
  await using server = serve()
  await server.port('mx')
  const lost = (): readonly string[] => {
    const there = new Set(wordsOf(messages()))
    return acknowledged.filter((word) => !there.has(word))
  }
  await expect.poll(lost, { interval: 100 }).toEqual([])
  // What is on its way now was answered with 250 but the client did not hear it, or was never acknowledged.
  await server.ends('SIGTERM')
  const there = new Set(wordsOf(messages())).size
  const doubled = messages().length - there
  return { acknowledged: acknowledged.length, there, doubled, lost: 0, damaged: 0 }
}

describe('mail for elsewhere that was answered 250', () => {
  let last = 0
  const words = (): string => String((last += 1))
  const to = ['bob@elsewhere.test']

  test('reaches its next hop once when that took nothing before, at whatever instant the server is killed', async () => {
    let isDeaf = true
    await using hop = await openPeer(() => (isDeaf ? 'silence' : undefined))
    await writeFile(join(folder, 'policy.yaml'), relay(hop.port))
    const random = seededChance(`kills before the next hop ${seed}`)
    const acknowledged: string[] = []
    for (let instant = 0; instant < instants; instant++) {
      const known = await killAfter({ milliseconds: random(2).readUInt16BE() % 400, words, to })
      acknowledged.push(...known.acknowledged)
    }
    isDeaf = false
    const sum = await drained(acknowledged, () => hop.messages)
    console.info(`killed at ${instants} instants, next hop deaf: ${JSON.stringify(sum)}`)
    expect(sum.acknowledged).toBeGreaterThan(instants)
    expect(sum.doubled).toBe(0)
  })

  test('reaches a next hop that takes all the while, twice only what was on its way when the server was killed', async () => {
    await using hop = await openPeer()
    await writeFile(join(folder, 'policy.yaml'), relay(hop.port))
    const random = seededChance(`kills beside the next hop ${seed}`)
    const acknowledged: string[] = []
    for (let instant = 0; instant < instants; instant++) {
      const known = await killAfter({ milliseconds: random(2).readUInt16BE() % 400, words, to })
      acknowledged.push(...known.acknowledged)
    }
    const sum = await drained(acknowledged, () => hop.messages)
    console.info(`killed at ${instants} instants, next hop busy: ${JSON.stringify(sum)}`)
    expect(sum.acknowledged).toBeGreaterThan(instants)
    expect(sum.doubled).toBeLessThanOrEqual(50 * instants)
  })
})
