import { createConnection } from 'node:net'

/** The cheapest SMTP client there is: it checks reply codes and nothing else, and any surprise is an error. */
export interface Talk {
  /** Waits for a reply, which must have this code. */
  hears(code: string): Promise<void>
  /** Sends, and waits for the reply. */
  says(octets: string | Buffer, code: string): Promise<void>
  /** QUIT, and waits until the connection is closed. */
  quits(): Promise<void>
}

/** An address of this machine, 127.0.0.1 where none is named, and a port. */
export interface Place {
  readonly host?: string
  readonly port: number
}

/** Connects to a place. */
export function openTalk({ host = '127.0.0.1', port }: Place): Talk {
  const socket = createConnection({ host, port, noDelay: true })
  let heard = ''
  let failure: Error | undefined
  let wake: (() => void) | undefined
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const fails = (error: Error) => {
    failure ??= error
    wake?.()
  }
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1')
    if (isWhole(heard)) wake?.()
  })
  socket.on('error', fails)
  socket.on('close', () => fails(new Error('the server closed the connection')))

  const hears = async (code: string): Promise<void> => {
    if (!isWhole(heard) && !failure) await new Promise<void>((resolve) => (wake = resolve))
    const reply = heard
    heard = ''
    if (reply.startsWith(code)) return
    socket.destroy()
    throw failure ?? new Error(`expected ${code}, saw ${reply}`)
  }
  const says = (octets: string | Buffer, code: string): Promise<void> => {
    socket.write(octets)
    return hears(code)
  }
  return {
    hears,
    says,
    quits: async () => {
      await says('QUIT\r\n', '221')
      socket.end()
      await closed
    },
  }
}

/** Tells whether the last line of a reply has come: `250 ok`, not `250-ok`. */
const isWhole = (text: string): boolean =>
  text.endsWith('\r\n') && text[text.lastIndexOf('\n', text.length - 2) + 4] === ' '
