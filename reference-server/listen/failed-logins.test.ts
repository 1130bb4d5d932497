import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { openServer, type TestedServer } from './testing/server.ts'
import { freeFailures } from '../sasl/failed-logins.ts'

// Over real sockets: failures count for an address whatever it speaks and however often it comes anew.

/** The other end of a connection: what it says is answered in text, once it is. */
async function talksTo(server: TestedServer, service: 'mx' | 'pop3' | 'imap') {
  const socket: Socket = connect(server.port(service), '127.0.0.1')
  let said = ''
  socket.on('data', (chunk) => void (said += chunk.toString('latin1')))
  const answers = async (lines: number): Promise<string> => {
    while (said.split('\r\n').length <= lines) await once(socket, 'data')
    const answer = said
    said = ''
    return answer
  }
  await answers(1)
  return {
    says: (line: string, lines = 1) => {
      socket.write(`${line}\r\n`)
      return answers(lines)
    },
    hears: () => said,
  }
}

const plain = (password: string) => Buffer.from(`\0alice@local.test\0${password}`).toString('base64')

const delayed = ({ entries }: TestedServer): number =>
  entries.filter(({ event }) => event === 'login-delayed').length

test('after many failed logins the next waits, over every protocol, and is taken when it is right', async () => {
  await using server = await openServer({
    services: ['mx', 'pop3', 'imap'],
    policy: { relay: { acceptSmtpAuth: true } },
  })
  const { clock } = server
  const begins = clock.now()
  const mx = await talksTo(server, 'mx')
  await mx.says('HELO client.test')
  for (let time = 0; time < freeFailures / 2; time++) {
    expect(await mx.says(`AUTH PLAIN ${plain('wrong')}`)).toMatch(/^535 /)
    const pop3 = await talksTo(server, 'pop3')
    expect(await pop3.says('USER alice\r\nPASS wrong', 2)).toContain('-ERR [AUTH]')
  }
  const imap = await talksTo(server, 'imap')
  const login = imap.says('a1 LOGIN alice "open sesame"')
  const auth = mx.says(`AUTH PLAIN ${plain('wrong')}`)
  while (delayed(server) < 2) await new Promise((resume) => setImmediate(resume))
  await clock.advance(900)
  expect([imap.hears(), mx.hears()]).toEqual(['', ''])
  await clock.advance(100)
  expect(await login).toContain('a1 OK')
  expect(await auth).toMatch(/^535 /)
  expect(clock.now() - begins).toBe(1000)
})

test.each([
  ['pop3', 'USER alice\r\nPASS wrong', '-ERR [AUTH]'],
  ['imap', 'a1 LOGIN alice wrong', '* BYE too many failed logins'],
] as const)(
  'a client of %s that pipelines wrong passwords is let go after one that waited',
  async (service, login, last) => {
    await using server = await openServer({ services: [service] })
    const socket = connect(server.port(service), '127.0.0.1')
    let said = ''
    socket.on('data', (chunk: Buffer) => void (said += chunk.toString('latin1')))
    socket.write(`${login}\r\n`.repeat(freeFailures * 3))
    while (delayed(server) < 1) await new Promise((resume) => setImmediate(resume))
    const ended = once(socket, 'close')
    await server.clock.advance(1000)
    await ended
    expect(said.match(/-ERR \[AUTH\]|a1 NO/g)).toHaveLength(freeFailures + 1)
    expect(said).toContain(last)
    expect(delayed(server)).toBe(1)
  },
)

test('where no delay is wanted, none is made', async () => {
  await using server = await openServer({ services: ['imap'], policy: { auth: { failureDelay: '0s' } } })
  const imap = await talksTo(server, 'imap')
  for (let time = 0; time < freeFailures * 2; time++) {
    expect(await imap.says('a1 LOGIN alice wrong')).toContain('a1 NO')
  }
})

test('a server ends at once though logins wait', async () => {
  const server = await openServer({ services: ['imap'] })
  const imap = await talksTo(server, 'imap')
  for (let time = 0; time < freeFailures; time++) await imap.says('a1 LOGIN alice wrong')
  void imap.says('a1 LOGIN alice wrong')
  while (delayed(server) < 1) await new Promise((resume) => setImmediate(resume))
  await server[Symbol.asyncDispose]()
})
