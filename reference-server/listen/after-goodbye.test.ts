import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { realSurroundings, startReferenceServer } from '../index.ts'
import { socketPeerAddress } from '../surroundings/real-surroundings.ts'

test.each([
  ['mx', 'QUIT\r\n'],
  ['pop3', 'QUIT\r\n'],
  ['imap', 'a LOGOUT\r\n'],
] as const)(
  'a client of %s that speaks on after the goodbye, and goes, leaves no socket',
  async (service, bye) => {
    const taken: Socket[] = []
    await using server = await startReferenceServer(
      { profile: 'kerio', policy: {}, listen: { [service]: { host: '127.0.0.1', port: 0 } } },
      {
        ...realSurroundings(),
        peerAddress: (socket) => {
          taken.push(socket)
          return socketPeerAddress(socket)
        },
      },
    )
    const client = connect({
      port: server.endpoint(service)?.port ?? 0,
      host: '127.0.0.1',
      allowHalfOpen: true,
    })
    await once(client, 'data')
    client.write(bye)
    client.resume()
    await once(client, 'end')
    client.write('NOOP\r\n'.repeat(100))
    const [socket] = taken
    if (!socket) throw new Error('the server has taken no connection')
    const gone = socket.destroyed || once(socket, 'close')
    client.destroy()
    await gone
    expect(socket.destroyed).toBe(true)
  },
)
