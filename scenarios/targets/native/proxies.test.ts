import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { openProxies } from './proxies.ts'

test('the server hears whom a connection comes from, and then what is said', async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    void text(socket).then((heard) => socket.end(`heard ${heard}`))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const proxies = await openProxies([25], () => ({ host: '127.0.0.1', port }))
  const place = proxies.places.get(25)
  const client = connect({ host: '127.0.0.1', port: place?.port ?? 0, localAddress: '127.0.2.20' })
  client.end('EHLO client.test')
  const header = `PROXY TCP4 127.0.2.20 127.0.0.1 \\d+ ${place?.port}`
  expect(await text(client)).toMatch(new RegExp(`^heard ${header}\r\nEHLO client\\.test$`))
  await proxies.closes()
  await new Promise((resolve) => server.close(resolve))
})

test('while there is no server a connection is closed at once', async () => {
  const proxies = await openProxies([25], () => undefined)
  const client = connect({ host: '127.0.0.1', port: proxies.places.get(25)?.port ?? 0 })
  expect(await text(client).catch(() => '')).toBe('')
  await proxies.closes()
})
