import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { onPath } from '#clients'
import { openTalk } from './talk.ts'

/** Postfix's own receiver, which discards. */
export interface SmtpSink extends AsyncDisposable {
  readonly port: number
}

/** Starts `smtp-sink`; undefined when it is not installed. */
export async function startSmtpSink(): Promise<SmtpSink | undefined> {
  const program = onPath('smtp-sink', ['/usr/sbin'])
  if (program === undefined) return undefined
  const port = await freePort()
  const child = spawn(program, [...asOrdinaryUser(), `127.0.0.1:${port}`, '1000'], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  )
  // Unlike our own processes it does not notice when this one ends.
  const kill = () => void child.kill()
  process.once('exit', kill)
  const started: SmtpSink = {
    port,
    [Symbol.asyncDispose]: async () => {
      process.off('exit', kill)
      kill()
      await ended
    },
  }
  try {
    await greets(port)
    return started
  } catch (cause) {
    await started[Symbol.asyncDispose]()
    throw new Error('smtp-sink does not greet', { cause })
  }
}

/** Waits until it listens: at most two seconds. */
async function greets(port: number, tries = 40): Promise<void> {
  const talk = openTalk({ port })
  try {
    await talk.hears('220')
    await talk.quits()
  } catch (cause) {
    if (tries === 0) throw cause
    await new Promise((resume) => setTimeout(resume, 50))
    await greets(port, tries - 1)
  }
}

/** It will not run as root. */
const asOrdinaryUser = (): string[] => (process.getuid?.() === 0 ? ['-u', 'nobody'] : [])

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new TypeError('no TCP port is free')
  return address.port
}
