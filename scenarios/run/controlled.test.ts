import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBook } from './plan/book.ts'
import { machineShortfalls } from './plan/machine.ts'
import { planFor } from './plan/plan.ts'
import { runPlan } from './run.ts'
import { openControlServer, type ControlServer } from '../targets/reference/control-server.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import type { Target } from '../targets/target.ts'
import { readTargetFile } from '../targets/remote/file.ts'
import { remoteTarget } from '../targets/remote/target.ts'

const out = mkdtempSync(join(tmpdir(), 'mailspec-controlled-'))
let control: ControlServer

beforeAll(async () => {
  control = await openControlServer(referenceTarget(), 0)
})
afterAll(async () => {
  await control[Symbol.asyncDispose]()
  rmSync(out, { recursive: true })
})

function controlled(token = control.token): Target {
  const { file, problems } = readTargetFile({
    version: 1,
    name: 'controlled',
    domains: { local: 'local.test', remote: 'remote.test' },
    control: { url: control.url, tokenEnv: 'TOKEN' },
  })
  if (problems) throw new Error(problems.map(({ path, text }) => `${path}: ${text}`).join('\n'))
  return remoteTarget(file, { patience: 0, secretOf: () => token })
}

const asks = async (method: string, path: string, body: unknown) => {
  const response = await fetch(new URL(path, control.url), {
    method,
    headers: { authorization: `Bearer ${control.token}` },
    body: JSON.stringify(body),
  })
  return `${response.status} ${await response.text()}`
}

describe('a reference server behind its control API', () => {
  test('lets every scenario conform, as the one in process does', async () => {
    const plan = planFor(await readBook(), controlled(), 5)
    const { results } = await runPlan(plan, { out })
    const lacking = plan.plays.filter(({ needs }) => machineShortfalls(needs).length > 0)
    // Where nobody is to be found, only the target in this process can tell.
    const unknocked = 'the target tells where its services are, and no more'
    const strays = results.scenarios.flatMap(({ id, results: [result] }) =>
      result?.reasons.every(({ text }) => text === unknocked) === true ? [] : [id],
    )
    expect(strays).toEqual(lacking.map(({ scenario }) => scenario.id))
    expect(results.scenarios).toHaveLength(plan.plays.length)
  })

  test('does nothing for somebody without the token', async () => {
    const book = await readBook()
    const { results } = await runPlan(planFor(book.slice(0, 1), controlled('wrong'), 5), { out })
    const [result] = results.scenarios[0]?.results ?? []
    expect(result?.verdict).toBe('inconclusive')
    expect(result?.reasons[0]?.text).toContain('the token does not fit')
  })

  test('says what is wrong with a request', async () => {
    expect(await asks('POST', '/v1/stage', { scenario: 'x', profile: 'keryo', policy: {} })).toMatch(
      /^400 .*profile/,
    )
    expect(
      await asks('POST', '/v1/stage', {
        scenario: 'x',
        profile: 'kerio',
        policy: { relay: { mode: 'shut' } },
      }),
    ).toMatch(/^400 .*relay\.mode/)
    expect(await asks('POST', '/v1/clock', { to: 'noon' })).toMatch(/^4\d\d /)
  })
})
