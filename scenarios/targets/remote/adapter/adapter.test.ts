import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mailspec } from '../../../cli/testing.ts'
import { adapterJsonSchema, describeAnswer } from './protocol.ts'
import { startAdapter } from './program.ts'

const fixtures = fileURLToPath(new URL('../../../../fixtures/adapters/', import.meta.url))

test('the schema of the protocol is the one that is committed', () => {
  const committed: unknown = JSON.parse(readFileSync(new URL('adapter.schema.json', import.meta.url), 'utf8'))
  expect(committed).toEqual(JSON.parse(adapterJsonSchema()))
})

/** An adapter in a line of JavaScript; `answer` is what it says to each line it reads. */
const saying = (script: string): [string, ...string[]] => [
  process.execPath,
  '-e',
  `const says = (text) => process.stdout.write(text)
   require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
     const { id } = JSON.parse(line)
     ${script}
   })`,
]
const answer = 'JSON.stringify({ id, protocol: 1, software: "right" }) + "\\n"'
const right = `says(${answer})`

async function described(command: [string, ...string[]], within = 20_000): Promise<string> {
  const program = startAdapter({ command, within })
  try {
    const { software } = await program.asks({ do: 'describe' }, describeAnswer)
    return software
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  } finally {
    await program.close()
  }
}

test('an adapter that answers is understood', async () => {
  expect(await described(saying(right))).toBe('right')
})

const wrong: readonly (readonly [string, string, RegExp])[] = [
  ['says nothing', '', /did not answer describe within 0\.5 s/],
  ['ends', 'console.error("no licence"); process.exit(3)', /ended with exit code 3; it said: no licence/],
  [
    'speaks no JSON',
    'says("hello\\n")',
    /answered describe with something that is no JSON object with an id: hello/,
  ],
  ['answers something else', 'says(JSON.stringify({ id: 99 }) + "\\n")', /with the id 99 in place of 1/],
  [
    'answers in another shape',
    'says(JSON.stringify({ id, protocol: 2, software: "x" }) + "\\n")',
    /a wrong protocol/,
  ],
  [
    'never ends its line',
    'setInterval(() => says("x".repeat(65536)), 0)',
    /said more than 4194304 octets in one line/,
  ],
  [
    'cannot, and says why',
    'says(JSON.stringify({ id, problem: "no disk" }) + "\\n")',
    /cannot describe: no disk/,
  ],
]

test.each(wrong)('an adapter that %s gives an error that says so', async (what, script, words) => {
  const message = await described(saying(script), what === 'says nothing' ? 500 : 20_000)
  expect(message).toMatch(/^StepRefused: adapter /)
  expect(message).toMatch(words)
})

test('a program that is not there gives an error that says so', async () => {
  expect(await described(['./no-such-adapter'])).toMatch(
    /adapter \.\/no-such-adapter cannot be started: .*ENOENT/,
  )
})

test('what is wrong is final: no later request waits', async () => {
  const program = startAdapter({ command: saying('says("hello\\n")'), within: 20_000 })
  const asks = () => program.asks({ do: 'describe' }, describeAnswer).catch((error: Error) => error.message)
  const first = await asks()
  expect(first).toMatch(/no JSON object/)
  expect(await asks()).toBe(first)
  expect(await program.close()).toBe(first)
})

test('one that speaks without being asked is ended', async () => {
  const program = startAdapter({ command: saying(`says(${answer} + "and more\\n")`), within: 20_000 })
  const asks = () => program.asks({ do: 'describe' }, describeAnswer)
  await asks()
  await expect(asks()).rejects.toThrow(/spoke without being asked: and more/)
  await program.close()
})

/** A target file with an adapter in Python beside it. */
const targetWith = (script: string, offers: readonly string[]): object => ({
  version: 1,
  name: 'mine',
  adapter: { command: ['python3', script], offers },
  domains: { local: 'local.test', remote: 'remote.test' },
})

const hasPython = spawnSync('python3', ['--version']).status === 0

describe('the example in Python', () => {
  const file = join(fixtures, 'small-server.yaml')
  let out = ''
  beforeEach(({ skip }) => {
    skip(!hasPython, 'there is no python3 on this machine')
    out = mkdtempSync(join(tmpdir(), 'mailspec-adapter-'))
  })
  afterEach(() => {
    if (out !== '') rmSync(out, { recursive: true, force: true })
  })

  test('keeps to the protocol', async () => {
    const { code, out: said } = await mailspec('adapter', 'check', file)
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^ok {2}second stage, sink/m) })
    expect(said).not.toMatch(/^fix/m)
  })

  test('is played on: what it can be brought to is decided, and the rest says why not', async () => {
    const played = await mailspec(
      'run',
      'relay/one-session',
      'relay/strangers-reach',
      'greylisting/off',
      '--target',
      file,
      '--out',
      out,
    )
    expect(played).toMatchObject({ code: 0, err: '' })
    expect(played.out).toMatch(/conforms +relay\/one-session-two-answers/)
  })

  test('that dies after a story: nothing waits for it, and every later one says why it was not played', async () => {
    const script = readFileSync(join(fixtures, 'small-server.py'), 'utf8')
    const dies = 'if request["do"] == "stop":\n            sys.exit("out of memory")\n        if self.server:'
    const mortal = script
      .replace('def stop(self, _):', 'def stop(self, request):')
      .replace('if self.server:', dies)
    expect(mortal).toContain(dies)
    writeFileSync(join(out, 'mortal.py'), mortal)
    writeFileSync(join(out, 'target.yaml'), stringify(targetWith('./mortal.py', ['sink'])))
    const asked = ['relay/one-session', '--target', join(out, 'target.yaml'), '--out', join(out, 'reports')]
    const played = await mailspec('run', ...asked)
    expect(played.out).toMatch(/adapter python3 ended with exit code 1; it said: out of memory/)
    expect(played.code).toBe(2)
  })

  test('that passes over a setting is found out', async () => {
    const script = readFileSync(join(fixtures, 'small-server.py'), 'utf8')
    const careless = script.replace('if lacking:', 'if False:')
    expect(careless).not.toBe(script)
    writeFileSync(join(out, 'careless.py'), careless.replace('"policy": request["policy"],', '"policy": {},'))
    writeFileSync(join(out, 'target.yaml'), stringify(targetWith('./careless.py', ['clock'])))
    const { code, out: said } = await mailspec('adapter', 'check', join(out, 'target.yaml'))
    expect(code).toBe(1)
    expect(said).toMatch(/^fix offers +adapter\.offers has clock, which it does not have/m)
    expect(said).toMatch(/^fix first stage, policy +it was asked to trust 192\.0\.2\.20, and applied \{\}/m)
    expect(said).toMatch(/^fix a setting it may lack +is passed over/m)
  })
})
