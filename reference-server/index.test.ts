import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { selfSigned } from '../scenarios/clients/testing/certificate.ts'
import { PolicyRefused, startReferenceServer, type ServerOptions, type SeamName } from './index.ts'
import { saboteur, type Saboteur } from './saboteurs/saboteur.ts'
import { RawClient } from './smtp/testing.ts'
import { seededChance } from './surroundings/chance.ts'
import { createMemoryFiles } from './surroundings/files.ts'
import { silentLog } from './surroundings/log.ts'
import { socketPeerAddress } from './surroundings/real-surroundings.ts'
import type { Surroundings } from './surroundings/surroundings.ts'
import { createVirtualClock } from './surroundings/virtual-clock.ts'
import { createZoneResolver, type Zones } from './surroundings/zone-resolver.ts'

const anyPort = { host: '127.0.0.1', port: 0 }
const policy: ServerOptions['policy'] = {
  server: { hostname: 'mail.local.test' },
  domains: { local: ['local.test'] },
  accounts: { 'alice@local.test': { password: 'open sesame' } },
  popBeforeSmtp: { enabled: true, window: '30m' },
}

function fixtureSurroundings(zones: () => Zones = () => ({})) {
  const clock = createVirtualClock()
  const surroundings: Surroundings = {
    clock,
    resolver: createZoneResolver(zones),
    log: silentLog,
    files: createMemoryFiles(),
    interfaceNetworks: () => [],
    peerAddress: socketPeerAddress,
    dial: (address) => address,
    random: seededChance('index'),
  }
  return { clock, surroundings }
}

const start = (
  more: Partial<ServerOptions> = {},
  saboteurs: readonly Saboteur[] = [],
  onSeam?: (seam: SeamName) => void,
) => {
  const { clock, surroundings } = fixtureSurroundings()
  const options: ServerOptions = { profile: 'kerio', policy, listen: { mx: anyPort, pop3: anyPort }, ...more }
  return startReferenceServer(options, surroundings, saboteurs, onSeam).then((server) => ({ clock, server }))
}

const portOf = (
  server: { endpoint(service: string): { port: number } | undefined },
  service: string,
): number => server.endpoint(service)?.port ?? 0

/** Tells how a stranger's offer to relay ends. */
async function offer(port: number): Promise<string> {
  const client = new RawClient(connect(port, '127.0.0.1'))
  await client.reply()
  const answer = await client.says('EHLO c', 'MAIL FROM:<a@remote.test>', 'RCPT TO:<b@remote.test>')
  await client.says('QUIT')
  client.socket.destroy()
  return answer.slice(0, 3)
}

/** Logs in over POP3 and gives all that the server said. */
function logIn(socket: Socket, password: string): Promise<string> {
  return new Promise((told) => {
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => told(text))
    socket.write(`USER alice\r\nPASS ${password}\r\nQUIT\r\n`)
  })
}

describe('a server', () => {
  test('lets an address relay after a POP3 login, until the window closes', async () => {
    const { clock, server } = await start()
    await using _ = server
    const mx = portOf(server, 'mx')
    expect(await offer(mx)).toBe('550')
    await logIn(connect(portOf(server, 'pop3'), '127.0.0.1'), 'guess')
    expect(await offer(mx)).toBe('550')
    await logIn(connect(portOf(server, 'pop3'), '127.0.0.1'), 'open sesame')
    expect(await offer(mx)).toBe('250')
    await clock.advance(30 * 60_000 - 1)
    expect(await offer(mx)).toBe('250')
    await clock.advance(1)
    expect(await offer(mx)).toBe('550')
  })

  test('looks a name up for the session that needs it: another that finds no DNS takes nothing away', async () => {
    let zones: Zones = { 'office.test': { A: ['127.0.0.1'] } }
    const { surroundings } = fixtureSurroundings(() => zones)
    const trusting = { ...policy, relay: { trusted: ['office.test'] } }
    await using server = await startReferenceServer(
      { profile: 'kerio', policy: trusting, listen: { mx: anyPort } },
      surroundings,
    )
    const mx = portOf(server, 'mx')
    const first = new RawClient(connect(mx, '127.0.0.1'))
    await first.reply()
    await first.says('EHLO c', 'MAIL FROM:<a@remote.test>')
    expect(await first.says('RCPT TO:<b@remote.test>')).toMatch(/^250/)
    zones = { 'office.test': 'unavailable' }
    expect(await offer(mx)).toBe('550')
    expect(await first.says('RCPT TO:<c@remote.test>')).toMatch(/^250/)
    first.socket.destroy()
  })

  test('refuses a broken policy with all that is wrong, before it opens a port', async () => {
    const broken = { relay: { trusted: ['300.0.0.1'] }, smarthost: { port: 70_000 } }
    const refused = await start({ policy: broken }).catch((cause: unknown) => cause)
    expect(refused).toBeInstanceOf(PolicyRefused)
    expect(refused).toMatchObject({
      problems: [{ path: 'relay.trusted[0]' }, { path: 'smarthost.port' }],
    })
  })

  test('opens all ports or none', async () => {
    const { server } = await start()
    await using _ = server
    const taken = { host: '127.0.0.1', port: portOf(server, 'pop3') }
    await expect(start({ listen: { mx: anyPort, pop3: taken } })).rejects.toThrow('EADDRINUSE')
  })

  test('listens on nothing that was not asked for', async () => {
    const { server } = await start({ listen: { mx: anyPort } })
    await using _ = server
    expect(server.endpoint('pop3')).toBeUndefined()
  })

  test('goes by another policy when told to, and by the old one when that is broken', async () => {
    const { server } = await start()
    await using _ = server
    const mx = portOf(server, 'mx')
    server.apply({ ...policy, relay: { mode: 'open' } })
    expect(await offer(mx)).toBe('250')
    expect(() => server.apply({ relay: { trusted: ['300.0.0.1'] } })).toThrow(PolicyRefused)
    expect(await offer(mx)).toBe('250')
  })

  test('drops its connections when it is disposed of', async () => {
    const { server } = await start()
    const client = new RawClient(connect(portOf(server, 'mx'), '127.0.0.1'))
    await client.reply()
    await server[Symbol.asyncDispose]()
    expect(await client.reply()).toBe('421 4.3.2 mail.local.test is shutting down')
    expect(await client.reply()).toBe('closed')
  })

  test('commits the fault of a saboteur, and tells of the seams that are passed', async () => {
    const openToAll = saboteur({
      id: 'open-to-all',
      clause: 'kerio.relay.closed-mode',
      seam: 'relay.suffices',
      replace: () => () => true,
    })
    const passed = new Set<SeamName>()
    const { server } = await start({}, [openToAll], (seam) => passed.add(seam))
    await using _ = server
    expect(await offer(portOf(server, 'mx'))).toBe('250')
    expect(passed).toContain('relay.suffices')
    expect(passed).not.toContain('login.accepts')
  })
})

const trusting = (cert: string) => ({ ca: cert, servername: 'mail.local.test' })

const twoServices: ServerOptions['listen'] = ({ service }) =>
  service === 'mx' || service === 'pop3s' ? anyPort : undefined
const on = (smtpPort: number): ServerOptions['policy'] => ({ ...policy, listen: { smtpPort } })

describe('another policy', () => {
  test('moves a port, and sessions that are open continue', async () => {
    const { server } = await start({ policy: on(25), listen: twoServices })
    await using _ = server
    const before = portOf(server, 'mx')
    const client = new RawClient(connect(before, '127.0.0.1'))
    expect(await client.reply()).toMatch(/^220/)
    server.apply(on(2525))
    await server.listening()
    expect(await client.says('NOOP')).toMatch(/^250/)
    expect(server.endpoint('mx', { port: 25 })).toBeUndefined()
    const after = server.endpoint('mx', { port: 2525 })?.port ?? 0
    expect(await offer(after)).toMatch(/^550/)
    const late = connect(before, '127.0.0.1')
    const [refused] = await once(late, 'error')
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('opens the services with TLS once it names a certificate, and closes them without it', async () => {
    const { cert, key } = await selfSigned('mail.local.test')
    const { server } = await start({ policy, listen: twoServices })
    await using _ = server
    expect(server.endpoint('pop3s')).toBeUndefined()
    server.apply({ ...policy, tls: { mailboxCertificate: { chain: cert, key } } })
    await server.listening()
    const socket = tlsConnect({ ...trusting(cert), port: portOf(server, 'pop3s') })
    expect(await logIn(socket, 'open sesame')).toContain('+OK maildrop')
    server.apply(policy)
    await server.listening()
    expect(server.endpoint('pop3s')).toBeUndefined()
  })
})

describe('under TLS', () => {
  test('submissions and pop3s begin with the handshake', async () => {
    const certificate = await selfSigned('mail.local.test')
    const { server } = await start({ certificate, listen: { submissions: anyPort, pop3s: anyPort } })
    await using _ = server
    const trust = trusting(certificate.cert)
    const client = new RawClient(tlsConnect({ ...trust, port: portOf(server, 'submissions') }))
    expect(await client.reply()).toMatch(/^220/)
    const socket = tlsConnect({ ...trust, port: portOf(server, 'pop3s') })
    expect(await logIn(socket, 'open sesame')).toContain('+OK maildrop')
  })

  test('pop3 turns to TLS at STLS', async () => {
    const certificate = await selfSigned('mail.local.test')
    const { server } = await start({ certificate })
    await using _ = server
    const clear = connect(portOf(server, 'pop3'), '127.0.0.1')
    await new Promise((heard) => clear.once('data', heard))
    clear.write('STLS\r\n')
    await new Promise((heard) => clear.once('data', heard))
    const told = await logIn(tlsConnect({ ...trusting(certificate.cert), socket: clear }), 'open sesame')
    expect(told).toContain('+OK maildrop')
  })

  test('an implicit service without a certificate does not start', async () => {
    await expect(start({ listen: { pop3s: anyPort } })).rejects.toThrow('pop3s needs a certificate')
  })

  test('a client that speaks no TLS disturbs nobody', async () => {
    const certificate = await selfSigned('mail.local.test')
    const { server } = await start({ certificate, listen: { submissions: anyPort } })
    await using _ = server
    const port = portOf(server, 'submissions')
    const lost = connect(port, '127.0.0.1')
    lost.end('EHLO c\r\n')
    await new Promise((closed) => lost.once('close', closed))
    const client = new RawClient(tlsConnect({ ...trusting(certificate.cert), port }))
    expect(await client.reply()).toMatch(/^220/)
  })
})
