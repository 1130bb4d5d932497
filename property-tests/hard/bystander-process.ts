// A client that only wants to be greeted: `node bystander-process.ts ADDRESS PORT PATIENCE PID...`. It asks again and
// again, in a process of its own, so that the cost of the attack is not counted as the server's.
import { connect } from 'node:net'
import { setTimeout as rests } from 'node:timers/promises'
import { figuresOf } from './process-figures.ts'

const [localAddress = '', patience = '', pid = '', ...ports] = process.argv.slice(2)

const end = new AbortController()
process.on('disconnect', () => process.exit())
// When it is told to end, it still waits for what it has begun.
process.on('message', () => end.abort())
process.send?.({ at: 'ready' })
for (let turn = 0; turn === 0 || !end.signal.aborted; turn += 1) {
  const port = Number(ports[turn % ports.length])
  const since = performance.now()
  const before = waited()
  const greeting = await greeted(port)
  const took = performance.now() - since
  const starved = Math.min(took, waited() - before)
  await tells({ port, took, starved, greeting })
  await rests(10)
}
process.disconnect()

/** How long the server and this process have waited for a core that was busy with others: not the fault of the server. */
function waited(): number {
  return figuresOf(Number(pid)).waited + figuresOf(process.pid).waited
}

function tells(message: object): Promise<void> {
  return new Promise((told) => process.send?.(message, () => told()))
}

/** The first line that a server says, or in brackets what happened instead. */
function greeted(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress })
    const timer = setTimeout(() => ends('(no greeting)'), Number(patience))
    const ends = (said: string) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(said)
    }
    let heard = ''
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      if (heard.includes('\n')) ends(heard.split('\r\n')[0] ?? '')
    })
    socket.on('error', (error) => ends(`(${error.message})`))
    socket.on('close', () => ends('(closed)'))
  })
}
