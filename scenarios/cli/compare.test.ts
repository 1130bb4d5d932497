import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readResults } from '../../reports/results.ts'
import { planFor } from '../run/plan/plan.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { planLine } from './compare.ts'
import { mailspec, wasTooBusy } from './testing.ts'

const program = join(import.meta.dirname, '..', '..', 'bin', 'mailspec.mjs')
const one = 'relay/one-session-two-answers-kerio'

describe('mailspec compare', () => {
  let out: string
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'mailspec-compare-'))
  })
  afterAll(() => rm(out, { recursive: true }))

  test('tells the plan first, then what was played, and writes one report', async () => {
    const { code, out: said } = await mailspec('compare', one, '--targets', 'reference', '--out', out)
    expect(code).toBe(0)
    expect(said).toMatch(/^reference: 1 of 1 scenarios\n +1\/1 {2}conforms +reference {2}relay\/one-session/)
    expect(said).toMatch(/\nreference: .*, \d+ servers started in .*\n/)
    expect(said).toContain('there is nothing to compare')
  })

  test('as data it is the results and nothing else', async () => {
    const { out: said } = await mailspec('compare', one, '--targets', 'reference', '--out', out, '--json')
    expect(readResults(said).targets.map(({ name }) => name)).toEqual(['reference'])
  })

  test.each([
    [['--targets', 'reference,nobody'], 'there is no target called nobody'],
    [['--targets', ','], 'Expected a list of names'],
    [['--jobs', '0'], 'Expected a whole number, 1 or more'],
  ])('%j is a mistake of the command line', async (words, message) => {
    const { code, err } = await mailspec('compare', one, ...words, '--out', out)
    expect(code).toBe(64)
    expect(err).toContain(message)
  })

  test('a target that cannot run here is named with the reason and with what would help', () => {
    const target = {
      ...referenceTarget(),
      obstacles: () => [{ need: 'this machine', why: 'it needs root' }],
    }
    expect(planLine({ plan: planFor([], target, 1), expected: [] })).toBe(
      'reference: cannot run here: it needs root; a Debian container started with "docker run --privileged" has everything it needs',
    )
  })

  test('Ctrl-C leaves a report that says it is incomplete, and exit code 130', async ({ skip }) => {
    const args = [program, 'compare', '--targets', 'reference', '--out', join(out, 'cut')]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let isCut = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (isCut || !/^ +1\//m.test(text)) return
      isCut = child.kill('SIGINT')
    })
    const complaints = child.stderr.setEncoding('utf8').toArray()
    const [code] = await once(child, 'close')
    expect(code).toBe(130)
    skip(wasTooBusy(await complaints), 'this machine was too busy to end in order in the time there is')
    const { run, scenarios } = readResults(await readFile(join(out, 'cut', 'latest', 'results.json'), 'utf8'))
    expect(run.complete).toBe(false)
    expect(scenarios.length).toBeGreaterThan(0)
  })
})
