import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readResults } from '../../reports/results.ts'
import { listensForCtrlC } from './interrupt.ts'
import { wasTooBusy } from './testing.ts'

const program = join(import.meta.dirname, '..', '..', 'bin', 'mailspec.mjs')

test('Ctrl-C leaves a report that says it is incomplete, and exit code 130', async ({ skip }) => {
  const out = await mkdtemp(join(tmpdir(), 'mailspec-interrupt-'))
  const child = spawn(process.execPath, [program, 'run', '--out', out], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') child.kill('SIGINT')
    said += text
  })
  const complaints = child.stderr.setEncoding('utf8').toArray()
  const [code] = await once(child, 'close')
  expect(code).toBe(130)
  expect(said).toMatch(/^ +1\/\d+ {2}/)
  skip(wasTooBusy(await complaints), 'this machine was too busy to end in order in the time there is')
  expect(said).toContain('The run ended before everything planned was played.')
  const latest = join(out, 'latest')
  const { run, scenarios } = readResults(await readFile(join(latest, 'results.json'), 'utf8'))
  const planned = Number(/\/(\d+)/.exec(said)?.[1])
  expect(run.complete).toBe(false)
  expect(scenarios.length).toBeGreaterThan(0)
  expect(scenarios.length).toBeLessThan(planned)
  const page = await readFile(join(latest, 'index.html'), 'utf8')
  expect(page).toContain('class="banner" role="note"')
  await rm(out, { recursive: true })
})

test('after Ctrl-C somebody still listens: libraries that find nobody end the process', () => {
  const before = process.listenerCount('SIGINT')
  const interrupt = listensForCtrlC({ err: () => {} })
  process.emit('SIGINT')
  expect(interrupt.signal.aborted).toBe(true)
  expect(process.listenerCount('SIGINT')).toBe(before + 1)
  interrupt[Symbol.dispose]()
  expect(process.listenerCount('SIGINT')).toBe(before)
})
