import { expect, test } from 'vitest'
import { HarnessFault } from '../evidence/faults.ts'
import { connect } from './connection.ts'
import { selfSigned } from './testing/certificate.ts'
import { recordOne } from './testing/records.ts'
import { closedPort, openPeer } from './testing/scripted-peer.ts'

test('lines are the same whatever the packets', async () => {
  await using peer = await openPeer(({ dribbles }) => dribbles('one\r\ntwo\rstill two\r\nthree\n'))
  const { tap, wire } = recordOne('mx')
  const connection = await connect(peer.address, tap)
  await connection.untilClosed()
  expect(wire()).toEqual(['S: one\r\n', 'S: two\rstill two\r\n', 'S: three\n'])
})

test('what a server said counts once it is read, in the order of the protocol', async () => {
  await using peer = await openPeer(async ({ says, hears }) => {
    says('one\r\ntwo\r\n')
    await hears()
  })
  const { tap, wire } = recordOne('mx')
  const connection = await connect(peer.address, tap)
  await connection.readLine('line', 1000)
  connection.write(Buffer.from('hello\r\n'))
  await connection.untilClosed()
  expect(wire()).toEqual(['S: one\r\n', 'C: hello\r\n', 'S: two\r\n'])
})

test('a line written in pieces is one line of the record', async () => {
  await using peer = await openPeer(async ({ answers }) => answers('ok\r\n'))
  const { tap, wire } = recordOne('mx')
  const connection = await connect(peer.address, tap)
  for (const octet of 'NOOP\r\nrest') connection.write(Buffer.from(octet))
  await connection.readLine('line', 1000)
  expect(wire()).toEqual(['C: NOOP\r\n', 'C: rest', 'S: ok\r\n'])
})

test('a silent server is given up after the deadline, by name', async () => {
  await using peer = await openPeer(async ({ hears }) => void (await hears()))
  const { tap, ended } = recordOne('mx')
  const connection = await connect(peer.address, tap)
  const lost = { lost: true, why: 'no greeting from mx within 20ms' }
  expect(await connection.readLine('greeting', 20)).toEqual(lost)
  expect(await connection.readLine('anything', 1000)).toEqual(lost)
  expect(ended()).toEqual({ at: 0, by: 'client', why: 'no greeting from mx within 20ms' })
})

test('a server that closes within a line leaves the piece in the record', async () => {
  await using peer = await openPeer(({ says }) => says('220 hel'))
  const { tap, wire, ended } = recordOne('mx')
  const connection = await connect(peer.address, tap)
  expect(await connection.readLine('greeting', 1000)).toEqual({
    lost: true,
    closed: true,
    why: 'mx closed the connection, before any greeting',
  })
  expect(wire()).toEqual(['S: 220 hel'])
  expect(ended()).toEqual({ at: 0, by: 'server' })
})

test('a reset is an outcome', async () => {
  await using peer = await openPeer(async ({ hears, resets }) => {
    await hears()
    resets()
  })
  const { tap, ended } = recordOne('pop3')
  const connection = await connect(peer.address, tap)
  connection.write(Buffer.from('QUIT\r\n'))
  expect(await connection.readLine('response', 1000)).toMatchObject({ lost: true })
  expect(ended()).toEqual({ at: 0, by: 'server', why: 'reset the connection' })
})

test('a port nobody listens on is an outcome', async () => {
  const { tap, ended } = recordOne('mx')
  const connection = await connect({ host: '127.0.0.1', port: await closedPort() }, tap)
  expect(connection.lost?.why).toBe('mx refused the connection')
  expect(ended()).toEqual({ at: 0, by: 'server', why: 'refused the connection' })
})

test('a source address that is not ours is our fault', async () => {
  await using peer = await openPeer(() => {})
  const { tap } = recordOne('mx')
  const opening = connect({ ...peer.address, localAddress: '192.0.2.20' }, tap)
  await expect(opening).rejects.toThrow(HarnessFault)
})

test('an endless line is cut off', async () => {
  await using peer = await openPeer(async ({ says, hears }) => {
    says('x'.repeat(1001))
    await hears()
  })
  const { tap, ended } = recordOne('mx')
  const connection = await connect(peer.address, tap, { bounds: { lineOctets: 1000 } })
  await connection.readLine('greeting', 5000)
  expect(ended()).toMatchObject({ by: 'error', why: 'sent a line longer than 1000 octets' })
})

test('two reads at once are our fault', async () => {
  await using peer = await openPeer(async ({ answers }) => answers('ok\r\n'))
  const { tap } = recordOne('mx')
  const connection = await connect(peer.address, tap)
  const first = connection.readLine('one', 1000)
  await expect(connection.readLine('two', 1000)).rejects.toThrow(HarnessFault)
  connection.write(Buffer.from('go\r\n'))
  expect(await first).toEqual({ octets: 'ok\r\n', line: 1 })
})

test('closing in order still records what the server had said', async () => {
  await using peer = await openPeer(async ({ says, hears }) => {
    says('one\r\ntwo\r\n')
    await hears()
  })
  const { tap, wire, ended } = recordOne('mx')
  const connection = await connect(peer.address, tap)
  await connection.ends()
  expect(wire()).toEqual(['S: one\r\n', 'S: two\r\n'])
  expect(ended()).toEqual({ at: 0, by: 'client' })
})

test('a connection goes over to TLS, and is recorded above it', async () => {
  const certificate = await selfSigned('mx.local.test')
  await using peer = await openPeer(async ({ answers, upgrades }) => {
    await answers('go\r\n')
    await upgrades(certificate)
    await answers('hidden from others\r\n')
  })
  const { tap, wire } = recordOne('mx')
  const tls = { mode: 'starttls', ca: certificate.cert, servername: 'mx.local.test' } as const
  const connection = await connect({ ...peer.address, tls }, tap)
  connection.write(Buffer.from('tls?\r\n'))
  await connection.readLine('consent', 1000)
  expect(await connection.upgrade()).toBeUndefined()
  connection.write(Buffer.from('hello\r\n'))
  await connection.untilClosed()
  expect(wire()).toEqual(['C: tls?\r\n', 'S: go\r\n', 'C: hello\r\n', 'S: hidden from others\r\n'])
})

test('TLS may come first', async () => {
  const certificate = await selfSigned('mx.local.test')
  await using peer = await openPeer(async ({ upgrades, says }) => {
    await upgrades(certificate)
    says('220 hello\r\n')
  })
  const { tap, wire } = recordOne('submissions')
  const connection = await connect({ ...peer.address, tls: { mode: 'implicit' } }, tap)
  await connection.untilClosed()
  expect(wire()).toEqual(['S: 220 hello\r\n'])
})

test('a certificate that no trusted authority signed is an outcome', async () => {
  const [certificate, other] = [await selfSigned('mx.local.test'), await selfSigned('other.test')]
  await using peer = await openPeer(async ({ upgrades }) => upgrades(certificate))
  const { tap } = recordOne('submissions')
  const tls = { mode: 'implicit', ca: other.cert, servername: 'mx.local.test' } as const
  const connection = await connect({ ...peer.address, tls }, tap)
  expect(connection.lost?.why).toMatch(
    /^submissions has a certificate that no trusted authority signed, before any TLS handshake$/,
  )
})

test('octets sent in the clear after agreeing to TLS are not taken for encrypted ones', async () => {
  await using peer = await openPeer(async ({ answers, hears }) => {
    await answers('go\r\ninjected\r\n')
    await hears()
  })
  const { tap, wire } = recordOne('mx')
  const connection = await connect(peer.address, tap)
  connection.write(Buffer.from('tls?\r\n'))
  await connection.readLine('consent', 1000)
  expect(await connection.upgrade()).toEqual({
    lost: true,
    why: 'mx continued without TLS after agreeing to it',
  })
  expect(wire()).toEqual(['C: tls?\r\n', 'S: go\r\n', 'S: injected\r\n'])
})
