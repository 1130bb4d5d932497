import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { RawClient } from '../smtp/testing.ts'

const limited = process.platform !== 'win32'
if (!limited) console.info('skipped: a server out of descriptors: this system has no ulimit')

/** Starts a server that may have so many descriptors open, and gives its port. */
async function serveWith(descriptors: number): Promise<{ server: ChildProcess; port: number }> {
  const program = fileURLToPath(new URL('testing/serve-mx.ts', import.meta.url))
  const command = `ulimit -n ${descriptors} && exec "$0" "$1"`
  const server = spawn('/bin/sh', ['-c', command, process.execPath, program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const port = await new Promise<number>((told, fail) => {
    server.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${said}`)))
    server.stdout.on('data', (chunk) => {
      said += String(chunk)
      const [, found] = /^(\d+)$/m.exec(said) ?? []
      if (found !== undefined) told(Number(found))
    })
  })
  return { server, port }
}

/** Tells whether a connection is greeted or dropped; it stays open when it is greeted. */
const fate = (socket: Socket): Promise<'greeted' | 'dropped'> =>
  new Promise((told) => {
    socket.once('data', () => told('greeted'))
    socket.on('error', () => told('dropped'))
    socket.once('close', () => told('dropped'))
  })

test.runIf(limited)('a server out of descriptors recovers when some are free again', async () => {
  const { server, port } = await serveWith(64)
  try {
    const sockets = Array.from({ length: 100 }, () => connect(port, '127.0.0.1'))
    const fates = await Promise.all(sockets.map(fate))
    expect(new Set(fates)).toEqual(new Set(['greeted', 'dropped']))
    const open = sockets.filter(({ closed }) => !closed)
    const closed = open.map((socket) => new Promise((gone) => socket.once('close', gone)))
    for (const socket of open) socket.end()
    await Promise.all(closed)
    const client = new RawClient(connect(port, '127.0.0.1'))
    expect(await client.reply()).toMatch(/^220 /)
    expect(await client.says('QUIT')).toMatch(/^221 /)
  } finally {
    server.kill()
  }
})
