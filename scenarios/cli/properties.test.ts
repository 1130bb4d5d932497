import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { kerioSaboteurs } from '../../reference-server/saboteurs/kerio.ts'
import { strangerFile } from '../targets/remote/testing/plays.ts'
import { secrets, serveReference, type Served } from '../targets/remote/testing/served.ts'
import { mailspec, mailspecIn } from './testing.ts'

let out = ''
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'mailspec-properties-'))
})
afterAll(() => rm(out, { recursive: true }))

const asks = (...args: readonly string[]) => mailspec('properties', '--out', out, ...args)

test('each property that is asked says whether it held, in how many stories, and with which seed', async () => {
  const { code, out: text } = await asks('--only', 'model/imail,waiting-twice', '--runs', '2', '--seed', '7')
  expect(code).toBe(0)
  expect(text).toMatch(/^properties of reference: seed 7, impact blocks-client, 2 stories each\n/)
  expect(text).toMatch(/^conforms {6}model\/imail: .* \(2 stories, \d+ outcomes, \d+ accepted\)$/m)
  expect(text).toMatch(/^conforms {6}waiting-twice\/kerio: /m)
  expect(text).not.toContain('spelling')
})

test('a name that no property has is answered with near ones', async () => {
  expect(await asks('--only', 'modell')).toMatchObject({
    code: 64,
    err: 'mailspec: there is no property called modell; did you mean model?\n',
  })
})

test('in CI stories differ from run to run', async () => {
  const inCi = { terminal: false, env: { CI: 'true' } }
  const seeds = new Set<string | undefined>()
  for (let turn = 0; turn < 2; turn++) {
    const { out: text } = await mailspecIn(
      inCi,
      'properties',
      '--only',
      'model/imail',
      '--runs',
      '1',
      '--out',
      out,
    )
    seeds.add(/seed (\d+)/.exec(text)?.[1])
  }
  expect(seeds.size).toBe(2)
})

async function describes(served: Served, name: string, more: object = {}): Promise<string> {
  const box = {
    services: served.services('mx', 'pop3', 'imap'),
    accounts: Object.fromEntries(
      ['alice', 'bob'].map((who) => [
        who,
        { address: `${who}@example.org`, passwordEnv: `${who.toUpperCase()}_PASSWORD` },
      ]),
    ),
    sink: served.sink,
    // Stories log in, and so use addresses up; a counterexample is told again and again while it gets shorter.
    sources: Array.from({ length: 250 }, (_, number) => `127.0.0.${number + 2}`),
    ...more,
  }
  const file = join(out, `${name}.yaml`)
  await writeFile(file, strangerFile(box))
  return file
}

describe('a server of somebody else', () => {
  beforeAll(() => {
    for (const [name, secret] of Object.entries(secrets)) vi.stubEnv(name, secret)
  })
  afterAll(() => void vi.unstubAllEnvs())

  test('is asked about the policy it is said to have, and spared what it does not allow', async () => {
    await using served = await serveReference()
    const target = await describes(served, 'own')
    const { code, out: text } = await asks(
      '--target',
      target,
      '--only',
      'model,failed-logins,waiting-twice',
      '--runs',
      '3',
    )
    expect(text).toMatch(/impact one-message/)
    expect(text).toMatch(/^conforms {6}model\/own: /m)
    expect(text).toMatch(/^unsupported {3}model\/icewarp: .*, because profile icewarp: /m)
    expect(text).toMatch(/^unsupported {3}failed-logins\/own: .*, because it needs --impact blocks-client$/m)
    expect(text).toMatch(/^unsupported {3}waiting-twice\/own: .*, because its clock cannot be set/m)
    expect(code).toBe(0)
  })

  test('that differs is told so in a story that plays again', async () => {
    await using served = await serveReference({
      saboteurs: kerioSaboteurs.filter(({ id }) => id === 'relays-for-anyone'),
    })
    const target = await describes(served, 'sabotaged')
    const { code, out: text } = await asks('--target', target, '--only', 'model/own', '--json')
    expect(code).toBe(1)
    const evidence = join(out, 'properties', 'stranger', 'model-own.json')
    expect(JSON.parse(text)).toMatchObject({
      properties: [
        { id: 'model/own', verdict: 'violates', counterexample: { words: [expect.any(String)], evidence } },
      ],
    })
    expect(await mailspec('replay', evidence, '--target', target)).toMatchObject({ code: 1 })
    expect(await mailspec('replay', evidence)).toMatchObject({ code: 0 })
  })
})
