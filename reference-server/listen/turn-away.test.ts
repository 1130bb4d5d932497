import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { selfSigned } from '../../scenarios/clients/testing/certificate.ts'
import type { Service } from '../index.ts'
import { openServer, type TestedServer } from './testing/server.ts'

let certificate: { cert: string; key: string }
beforeAll(async () => void (certificate = await selfSigned('mail.local.test')))

/** Connects from an address of this machine. */
const arrive = (server: TestedServer, service: Service, localAddress = '127.0.0.1'): Socket =>
  connect({ port: server.port(service), host: '127.0.0.1', localAddress }).on('error', () => {})

/** All a server says until it closes. */
async function lastWords(socket: Socket): Promise<string> {
  let said = ''
  socket.on('data', (chunk) => void (said += chunk.toString('latin1')))
  await once(socket, 'close')
  return said
}

/** Connects and reads the greeting. */
async function greeted(server: TestedServer, service: Service, from?: string): Promise<Socket> {
  const socket = arrive(server, service, from)
  await once(socket, 'data')
  return socket
}

test.each<[Service, string]>([
  ['mx', '421 4.7.0 mail.local.test has too many of your connections open\r\n'],
  ['submission', '421 4.7.0 mail.local.test has too many of your connections open\r\n'],
  ['pop3', '-ERR [SYS/TEMP] too many connections\r\n'],
  ['imap', '* BYE [UNAVAILABLE] too many connections\r\n'],
  ['submissions', ''],
  ['pop3s', ''],
  ['imaps', ''],
])(
  'a connection that is one too many for its address is told so by %s, and closed',
  async (service, words) => {
    const services: readonly Service[] = service === 'mx' ? ['mx'] : ['mx', service]
    const policy = { server: { maxConnectionsPerAddress: 2 } }
    await using server = await openServer({ services, certificate, policy })
    // Over whichever services the others came.
    await greeted(server, 'mx')
    await greeted(server, 'mx')
    expect(await lastWords(arrive(server, service))).toBe(words)
    // Others are served meanwhile.
    await greeted(server, 'mx', '127.0.0.2')
  },
)

test('a connection that is one too many for the server is told so, wherever it comes from', async () => {
  await using server = await openServer({ services: ['mx'], policy: { server: { maxConnections: 2 } } })
  await greeted(server, 'mx', '127.0.0.2')
  await greeted(server, 'mx', '127.0.0.3')
  expect(await lastWords(arrive(server, 'mx'))).toBe(
    '421 4.3.2 mail.local.test has too many connections open\r\n',
  )
})

test('a connection that has ended makes room', async () => {
  await using server = await openServer({ services: ['mx'], policy: { server: { maxConnections: 1 } } })
  for (let round = 0; round < 5; round++) {
    const socket = await greeted(server, 'mx')
    socket.end('QUIT\r\n')
    await once(socket, 'close')
  }
})

test('what is turned away does not stay, though its client never closes', async () => {
  await using server = await openServer({ services: ['mx'], policy: { server: { maxConnections: 1 } } })
  await greeted(server, 'mx')
  const patient = connect({ port: server.port('mx'), host: '127.0.0.1', allowHalfOpen: true })
  patient.on('error', () => {})
  patient.resume()
  await once(patient, 'end')
  // Whatever it sends now finds nobody: the descriptor is free again.
  let failure: Error | null | undefined
  while (!failure) failure = await new Promise((told) => patient.write('NOOP\r\n', told))
  expect(failure).toMatchObject({ code: expect.stringMatching(/^(?:ECONNRESET|EPIPE)$/) })
})
