import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RawClient } from '../../reference-server/smtp/testing.ts'
import { serving, servingWithin, type Running } from './serving.ts'
import { mailspec } from './testing.ts'

const policy = `server: { hostname: mail.local.test }
domains: { local: [local.test] }
accounts: { bob@local.test: { password: tea } }
`
let folder = ''
let data = ''
let ports: readonly string[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailspec-data-'))
  data = join(folder, 'mail')
  const file = join(folder, 'policy.yaml')
  await writeFile(file, policy)
  ports = ['--policy', file, '--smtp', '0', '--pop3', '0']
})
afterEach(() => rm(folder, { recursive: true }))

/** Sends messages of so many octets until one is not taken; gives how many were, and the reply to that one. */
async function sends(server: Running, most: number, octets = 100): Promise<readonly [number, string]> {
  const client = new RawClient(connect(await server.port('mx'), '127.0.0.1'))
  await client.reply()
  await client.says('EHLO client.test')
  for (let taken = 0; ; taken += 1) {
    if (taken === most) return [taken, await client.says('QUIT')]
    await client.says('MAIL FROM:<alice@remote.test>', 'RCPT TO:<bob@local.test>', 'DATA')
    client.sends(`Subject: tea\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(octets / 72)}`)
    const reply = await client.says('.')
    if (!reply.startsWith('250')) return [taken, reply]
  }
}

/** What POP3 says to bob, line by line. */
async function pop3(server: Running, ...commands: readonly string[]): Promise<string> {
  const socket = connect(await server.port('pop3'), '127.0.0.1')
  const lines = ['USER bob', 'PASS tea', ...commands, 'QUIT']
  socket.write(lines.map((line) => `${line}\r\n`).join(''))
  return text(socket)
}

/** How a server ends that cannot begin. */
async function serve() {
  const { code, out, err } = await mailspec('serve', '--data', data, ...ports)
  return { code, out, err: err.replaceAll(data, 'DIR') }
}

test('a message that was answered 250 is there when the server was killed and starts again', async () => {
  await using server = serving('--data', data, ...ports)
  expect(await sends(server, 2)).toEqual([2, expect.stringMatching(/^221 /)])
  await server.ends('SIGKILL')

  await using again = serving('--data', data, ...ports)
  expect(await pop3(again, 'RETR 2', 'DELE 1')).toMatch(
    /Subject: tea\r\n[^]*\+OK goodbye, 1 messages removed/,
  )
  expect(await again.ends('SIGTERM')).toBe(0)

  await using third = serving('--data', data, ...ports)
  expect(await pop3(third, 'UIDL')).toMatch(/\+OK unique ids follow\r\n1 \d+\.2\r\n\.\r\n/)
})

describe('a folder that cannot be used is one line and exit code 3', () => {
  test('when it is in use, which is told with whose it is', async () => {
    await using server = serving('--data', data, ...ports)
    await server.port('mx')
    const { code, out, err } = await serve()
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(
      /^mailspec: cannot serve: DIR: in use by process \d+ since \d{4}-\d\d-\d\dT[\d:.]+Z\n$/,
    )
  })

  test('when it is cut short', async () => {
    await using server = serving('--data', data, ...ports)
    await sends(server, 5, 10_000)
    expect(await server.ends('SIGTERM')).toBe(0)
    await truncate(join(data, 'mail.sqlite'), 20_000)
    const err = 'mailspec: cannot serve: DIR: mail.sqlite is damaged: database disk image is malformed\n'
    expect(await serve()).toEqual({ code: 3, out: '', err })
  })

  test('when it cannot be written', async () => {
    await writeFile(data, 'a file')
    const { code, err } = await serve()
    expect(code).toBe(3)
    expect(err).toMatch(/^mailspec: cannot serve: DIR: cannot be written: EEXIST[^\n]*\n$/)
  })
})

test('a disk that is full defers, and loses nothing', async (context) => {
  const { status } = spawnSync('unshare', ['-Urm', 'true'])
  context.skip(status !== 0, 'a disk of its own cannot be had here: unshare is missing or not allowed')
  const within = `mkdir -p "${data}" && mount -t tmpfs -o size=2m tmpfs "${data}" && exec "$@"`
  await using server = servingWithin(within, '--data', data, ...ports)
  const [taken, reply] = await sends(server, 1000, 30_000)
  expect(reply).toBe('452 4.3.1 insufficient storage, try again later')
  expect(taken).toBeGreaterThan(5)
  expect(await pop3(server, `RETR ${taken}`)).toContain(`+OK maildrop has ${taken} messages`)
})
