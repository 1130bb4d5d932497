import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readResults } from '../../reports/results.ts'
import { openPeer } from '../clients/testing/scripted-peer.ts'
import { smtpBut } from '../clients/testing/endless-peers.ts'
import { strangerFile } from '../targets/remote/testing/plays.ts'
import { secrets } from '../targets/remote/testing/served.ts'
import { listensForCtrlC } from './interrupt.ts'
import { mailspec } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'mailspec-interrupt-'))
const oneSession = 'relay/one-session-two-answers-kerio'
beforeAll(async () => void (await mailspec('run', oneSession, '--out', join(folder, 'stored'))))
afterAll(() => rmSync(folder, { recursive: true }))

const evidence = (): string => join(folder, 'stored', 'latest', 'evidence', `${oneSession}@reference.json`)

const program = join(import.meta.dirname, '..', '..', 'bin', 'mailspec.mjs')

/** Starts Node on its own, so that a signal is for it alone; nothing here ends it but that signal. */
function starts(...args: readonly string[]) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...secrets },
  })
  let said = ''
  const listening = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      for (const look of listening) look()
    })
  return {
    interrupts: () => child.kill('SIGINT'),
    /** Settles once it has said something that fits. */
    says: (pattern: RegExp) =>
      new Promise<void>((resolve) => {
        const look = (): void => (pattern.test(said) ? resolve() : undefined)
        listening.add(look)
        look()
      }),
    /** Its exit status as a shell tells it, and all it said. */
    ended: async (): Promise<{ readonly status: number; readonly said: string }> => {
      await once(child, 'close')
      const { exitCode, signalCode } = child
      return { status: exitCode ?? 128 + (signalCode ? constants.signals[signalCode] : 0), said }
    },
  }
}

/** A server that greets, and then says nothing for as long as it is asked anything. */
const silent = smtpBut({ EHLO: ({ stays }) => stays() })

let files = 0
const fileFor = (address: object): string => {
  const path = join(folder, `${(files += 1)}.yaml`)
  const accounts = { bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' } }
  writeFileSync(path, strangerFile({ services: { mx: address }, accounts, deadlines: { reply: '600s' } }))
  return path
}

/** Tells whether a folder of runs has a report, and looks into it. */
async function reportIn(out: string): Promise<boolean> {
  const runs = existsSync(out) ? readdirSync(out) : []
  const written = runs.filter((run) => existsSync(join(out, run, 'results.json')))
  for (const run of written) {
    const { run: of } = readResults(await readFile(join(out, run, 'results.json'), 'utf8'))
    expect(of.complete).toBe(false)
    expect(await readFile(join(out, run, 'index.html'), 'utf8')).toContain('class="banner" role="note"')
    for (const view of ['junit.xml', 'ctrf.json', 'badge.json'])
      expect(existsSync(join(out, run, view))).toBe(true)
  }
  return written.length > 0
}

const none = 'mailspec: interrupted, no report was written\n'

/** There are three seconds for it, so that on a busy machine there may be none. */
const tellsWhich = async (out: string, said: string): Promise<void> => {
  const isWritten = await reportIn(out)
  if (said !== '')
    expect(said).toMatch(isWritten ? /^(?:mailspec: interrupted, )?report: /m : /no report was written$/m)
  expect(existsSync(join(out, 'latest'))).toBe(isWritten)
}

describe('Ctrl-C', () => {
  test('leaves a report or none, and says which, in the midst of a run', async () => {
    const out = join(folder, 'in-the-midst')
    const child = starts(program, 'run', '--out', out)
    await child.says(/^ +1\/\d+ {2}/)
    child.interrupts()
    const { status, said } = await child.ended()
    expect(status).toBe(130)
    expect(said).not.toBe('')
    await tellsWhich(out, said)
  })

  // So early that not a line of ours has run, nobody can say a word.
  test.each([0, 30, 100, 200, 400, 800, 1600])('and %i ms after the start', async (ms) => {
    const out = join(folder, `after-${ms}`)
    const child = starts(program, 'run', '--out', out)
    await setTimeout(ms)
    child.interrupts()
    const { status, said } = await child.ended()
    expect(status).toBe(130)
    await tellsWhich(out, said)
  })

  test('ends a run whose server is silent', async () => {
    await using peer = await openPeer(silent)
    const out = join(folder, 'silent')
    const child = starts(program, 'run', oneSession, '--target', fileFor(peer.address), '--out', out)
    await peer.hears('EHLO')
    child.interrupts()
    expect(await child.ended()).toEqual({ status: 130, said: none })
    expect(await reportIn(out)).toBe(false)
  })

  test('ends a comparison whose servers are silent', async () => {
    await using peer = await openPeer(silent)
    const out = join(folder, 'silent-comparison')
    const targets = `reference,${fileFor(peer.address)}`
    const child = starts(program, 'compare', oneSession, '--targets', targets, '--jobs', '1', '--out', out)
    await peer.hears('EHLO')
    child.interrupts()
    const { status, said } = await child.ended()
    expect(status).toBe(130)
    await tellsWhich(out, said)
  })

  test.each([
    ['replay', (file: string) => [evidence(), '--target', file]],
    ['doctor', (file: string) => [file]],
  ] as const)('ends %s on a server that is silent', async (command, argumentsFor) => {
    await using peer = await openPeer(silent)
    const child = starts(program, command, ...argumentsFor(fileFor(peer.address)))
    await peer.hears('EHLO')
    child.interrupts()
    expect(await child.ended()).toMatchObject({ status: 130 })
  })

  test('ends init on a server that is silent, which writes nothing', async () => {
    await using peer = await openPeer(silent)
    const out = join(folder, 'written.yaml')
    const child = starts(program, 'init', '--mx', String(peer.address.port), '--out', out)
    await peer.hears('EHLO')
    child.interrupts()
    expect(await child.ended()).toEqual({ status: 130, said: none })
    expect(existsSync(out)).toBe(false)
  })

  test('ends what does not come to its end in order, and tells of the report there is', async () => {
    const script = `
      const { listensForCtrlC } = await import(${JSON.stringify(join(import.meta.dirname, 'interrupt.ts'))})
      const interrupt = listensForCtrlC({ err: (text) => process.stdout.write(text) })
      interrupt.reports('/tmp/run/index.html')
      setInterval(() => {}, 1000)
      process.stdout.write('waits\\n')`
    const child = starts('--input-type=module', '--eval', script)
    await child.says(/waits/)
    child.interrupts()
    expect(await child.ended()).toEqual({
      status: 130,
      said: 'waits\nmailspec: interrupted, report: /tmp/run/index.html\n',
    })
  })
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
