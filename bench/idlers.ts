import { createConnection } from 'node:net'
import { createInterface } from 'node:readline'
import { realSurroundings, startReferenceServer } from '#reference-server'
import { under, type Effort, type Findings } from './figures.ts'
import { policyOn, recipient } from './policy.ts'

const folderSize = 16_000
const sessions = 50
const mailsPerRound = 10

/** A client in IDLE. Nothing is counted apart: what it costs to read is in the figures, too. */
interface Idler {
  /** Settles when the next message has been told. */
  hears(): Promise<void>
  close(): void
}

/** Measures what one new message costs each session that is told of it, in a small folder and in a large one. */
export async function idlers({ warmUps, rounds }: Effort): Promise<Findings> {
  const figures = []
  for (const size of [100, folderSize]) {
    const samples = await newMail(size, { warmUps, rounds })
    figures.push({
      name: `one new message in ${size.toLocaleString('en')}, for each session in IDLE`,
      unit: 'ms' as const,
      samples,
      ...(size === folderSize && { budgets: [under(1, 'ms', samples)] }),
    })
  }
  return {
    title: `New mail: ${sessions} sessions in IDLE, clients in the same process`,
    figures,
    remarks: ['from the first octet written to the store until the last client has read of it, by session'],
  }
}

async function newMail(
  size: number,
  { warmUps, rounds }: Pick<Effort, 'warmUps' | 'rounds'>,
): Promise<number[]> {
  const listen = { imap: { host: '127.0.0.1', port: 0 } }
  await using server = await startReferenceServer({ ...policyOn, listen }, realSurroundings())
  const inbox = await server.accounts.of(recipient).open('INBOX')
  if ('problem' in inbox) throw new Error(`no INBOX: ${inbox.problem}`)
  const append = () => inbox.append({ octets: Buffer.from('Subject: new\r\n\r\n'), receivedAt: 0 })
  for (let count = 0; count < size; count++) await append()
  const port = server.endpoint('imap')?.port ?? 0
  const waiting = await Promise.all(Array.from({ length: sessions }, () => idle(port)))
  const samples: number[] = []
  for (let round = -warmUps; round < rounds; round++) {
    const begun = performance.now()
    for (let mail = 0; mail < mailsPerRound; mail++) {
      const heard = Promise.all(waiting.map((idler) => idler.hears()))
      await append()
      await heard
    }
    if (round >= 0) samples.push((performance.now() - begun) / mailsPerRound / sessions)
  }
  for (const idler of waiting) idler.close()
  return samples
}

/** Logs in, selects INBOX and waits in IDLE. */
async function idle(port: number): Promise<Idler> {
  const socket = createConnection({ host: '127.0.0.1', port, noDelay: true })
  const lines = createInterface(socket)
  const line = (begins: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (said: string): void => {
        if (!said.includes(begins)) return
        lines.off('line', look)
        resolve()
      }
      lines.on('line', look)
    })
  const says = async (command: string, answer: string): Promise<void> => {
    socket.write(`${command}\r\n`)
    await line(answer)
  }
  await says(`a LOGIN ${recipient} "of the benchmarks"`, 'a OK')
  await says('b SELECT INBOX', 'b OK')
  await says('c IDLE', '+ ')
  return { hears: () => line(' EXISTS'), close: () => socket.destroy() }
}
