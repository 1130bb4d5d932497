import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { selfSigned } from '../clients/testing/certificate.ts'
import {
  endlessImap,
  endlessPop3,
  endlessSmtp,
  smtpBut,
  staysUnderTls,
} from '../clients/testing/endless-peers.ts'
import { openPeer, type Peer } from '../clients/testing/scripted-peer.ts'
import { playOn, strangerFile } from '../targets/remote/testing/plays.ts'
import { secrets } from '../targets/remote/testing/served.ts'
import { ioOf } from './io.ts'
import { init } from './init.ts'
import { mailspec, type Outcome } from './testing.ts'

// Whatever a command is pointed at, it comes to an end by itself and says how.

const folder = mkdtempSync(join(tmpdir(), 'mailspec-endless-'))
const oneSession = 'relay/one-session-two-answers-kerio'
const evidence = join(folder, 'latest', 'evidence', `${oneSession}@reference.json`)

beforeAll(async () => {
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
  await mailspec('run', oneSession, '--out', folder)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

/** Milliseconds; for a server that is not heard out. */
const short = { connect: 300, greeting: 300, reply: 300, wholeReply: 600, message: 300, close: 200 }
/** For one that has said all it has to say: a busy machine must not make it late. */
const patient = { close: 200 }
const accounts = {
  alice: { address: 'alice@example.org', passwordEnv: 'ALICE_PASSWORD' },
  bob: { address: 'bob@example.org', passwordEnv: 'BOB_PASSWORD' },
}
/** A target file with these services, and how long they are waited for. */
const described = (services: object, waits: object) => ({
  services,
  accounts: { bob: accounts.bob },
  deadlines: Object.fromEntries(Object.entries(waits).map(([name, ms]) => [name, `${ms}ms`])),
})
let files = 0
const newFile = (): string => join(folder, `${(files += 1)}.yaml`)

const why = /no \S.* within \d+ms|did not end within \d+ms|sent more than \d+|a line longer than \d+/

const withFile = (
  services: object,
  waits: object,
  command: string,
  ...args: readonly string[]
): Promise<Outcome> => {
  const file = newFile()
  writeFileSync(file, strangerFile(described(services, waits)))
  return mailspec(command, ...args, ...(command === 'doctor' ? [file] : ['--target', file]))
}

/** Looks at one port without waiting for long. */
const looks = async (service: string, port: number, waits: object): Promise<Outcome> => {
  const said = { out: '', err: '' }
  const io = ioOf({
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    terminal: false,
  })
  const options = { host: '127.0.0.1', [service]: port, out: newFile() }
  return { code: await init(options, io, { deadlines: waits }), ...said }
}

const conducts = [
  ...Object.entries(endlessSmtp).map(([name, conduct]) => ({ service: 'mx', name, conduct })),
  ...Object.entries(endlessPop3).map(([name, conduct]) => ({ service: 'pop3', name, conduct })),
  ...Object.entries(endlessImap).map(([name, conduct]) => ({ service: 'imap', name, conduct })),
]

describe.concurrent.each(conducts)('a server whose $service service $name', ({ service, name, conduct }) => {
  const tls = name.includes('STARTTLS') ? { tls: 'starttls' } : {}
  /** All it has to say of itself has been heard when it comes to no end. */
  const isHeardOut = / after (?:221|BYE|its last \+OK)| RCPT$/.test(name)

  test('is looked at by doctor and by init, which end', async () => {
    await using peer = await openPeer(conduct)
    const examined = await withFile({ [service]: { ...peer.address, ...tls } }, short, 'doctor')
    expect(examined).toMatchObject({ code: 1, err: '' })
    const looked = await looks(service, peer.address.port, isHeardOut ? patient : short)
    expect(looked).toMatchObject(isHeardOut ? { code: 0 } : { code: 2, out: '' })
    if (isHeardOut) return
    expect(examined.out).toMatch(why)
    expect(looked.err).toMatch(why)
  })

  test('is not even visited by plan', async () => {
    await using peer = await openPeer(conduct)
    expect(await withFile({ [service]: peer.address }, short, 'plan')).toMatchObject({ code: 0 })
    expect(peer.opened()).toBe(0)
  })
})

describe.concurrent.each(Object.entries(endlessSmtp))('a server that %s', (name, conduct) => {
  const services = (mx: object) => ({ mx: { ...mx, ...(name.includes('STARTTLS') && { tls: 'starttls' }) } })
  // Late to close is no offence; but it takes every recipient, and one of them should have been refused.
  const isLateToClose = name.includes('after 221')
  const code = isLateToClose ? 1 : 2
  const waits = isLateToClose ? patient : short

  test('ends a run', async ({ expect: expects }) => {
    await using peer = await openPeer(conduct)
    const played = await playOn(described(services(peer.address), waits), oneSession)
    expect(played.code).toBe(code)
    if (code === 2) expect(played.out).toMatch(why)
    await expects.poll(() => peer.open()).toBe(0)
  })

  test('ends a replay', async () => {
    await using peer = await openPeer(conduct)
    const replayed = await withFile(services(peer.address), waits, 'replay', evidence)
    expect(replayed.code).toBe(code)
    if (code === 2)
      expect(replayed.out).toMatch(name.endsWith('RCPT') ? /the connection lost at RCPT|within \d+ms/ : why)
  })
})

test('a server that stays open under TLS after 221 keeps no process alive', async () => {
  await using peer = await openPeer(staysUnderTls(await selfSigned('mx.endless.test')))
  const file = newFile()
  writeFileSync(
    file,
    strangerFile(described({ mx: { ...peer.address, tls: 'starttls', trust: 'any' } }, patient)),
  )
  const program = join(import.meta.dirname, '..', '..', 'bin', 'mailspec.mjs')
  const child = spawn(
    process.execPath,
    [program, 'run', oneSession, '--target', file, '--out', join(folder, 'by-itself')],
    { stdio: 'ignore' },
  )
  await once(child, 'close')
  // It takes every recipient, and one of them should have been refused.
  expect(child.exitCode).toBe(1)
})

describe.concurrent.each([
  ['says nothing', ({ stays }: Peer) => stays()],
  [
    'answers without end',
    ({ says, repeats }: Peer) => {
      says('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"now":1,"policy":"')
      return repeats('x'.repeat(65_536))
    },
  ],
])('a control API that %s', (_, conduct) => {
  test('ends a run, and doctor', async () => {
    await using peer = await openPeer(conduct)
    const { host, port } = peer.address
    const control = { url: `http://${host}:${port}`, tokenEnv: 'ALICE_PASSWORD' }
    const played = await playOn({ ...described({}, short), control, accounts: {} }, oneSession)
    expect(played.out).toMatch(/the target could not be set up: .*(?:timeout|more than \d+ octets)/)
    expect(played.code).toBe(2)
    const file = newFile()
    writeFileSync(file, strangerFile({ ...described({}, short), control, accounts: {} }))
    expect(await mailspec('doctor', file)).toMatchObject({ err: '' })
  })
})

describe.concurrent('a server that says nothing more after MAIL, and is given all the time', () => {
  const all = { reply: '600s', wholeReply: '600s' }
  const endless = smtpBut({ MAIL: ({ stays }) => stays() })
  const played = async (deadlines: object, ...args: readonly string[]) => {
    await using peer = await openPeer(endless)
    const file = { services: { mx: peer.address }, accounts: { bob: accounts.bob }, deadlines }
    return await playOn(file, oneSession, ...args)
  }

  test('is left once the time of a step is over', async () => {
    const { code, out } = await played({ ...all, step: '500ms' })
    expect(out).toMatch(/^ {4}stranger offers was not over within 0\.5 s$/m)
    expect(code).toBe(2)
  })

  test('is left once the time of a story is over', async () => {
    const { code, out } = await played({ ...all, scenario: '1s' })
    expect(out).toMatch(/^ {4}the story was not over within 1 s$/m)
    expect(code).toBe(2)
  })

  test('is left once the time of the run is over, and the report says it is incomplete', async () => {
    const { code, out, err } = await played(all, '--time-limit', '5s')
    expect(out).toMatch(/^ {4}the time limit of the run, 5 s, has passed$/m)
    expect(out).toContain('The run ended before everything planned was played.')
    expect(err).toBe('mailspec: the time limit of the run, 5 s, has passed\n')
    expect(code).toBe(2)
  })
})
