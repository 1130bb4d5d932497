import type { SessionRecord } from './evidence.ts'

/** A mail transaction as seen on the wire. */
export interface Transaction {
  readonly reversePath: string
  /** Every recipient that was named, as written, and whether it was accepted. */
  readonly recipients: readonly { readonly path: string; readonly accepted: boolean }[]
  /** DATA was sent, whatever the answer. */
  readonly saidData: boolean
  /** The message itself was sent, after 354. */
  readonly handedOver: boolean
  /** The server accepted the message, or may have: it was sent, and no refusal followed. */
  readonly taken: boolean
}

type Growing = { -readonly [K in keyof Transaction]: Transaction[K] }

/**
 * Reads the mail transactions of an SMTP session from its lines. Replies are matched to commands in order, so
 * pipelining is understood too.
 *
 * @example MAIL, RCPT <bob>: 250, RCPT <carol>: 550, DATA: 354, the message: 250 is one transaction with bob accepted
 */
export function transactionsOf({ lines }: Pick<SessionRecord, 'lines'>): readonly Transaction[] {
  const found: Growing[] = []
  const unanswered: string[] = []
  const hidden: Growing[] = []
  let inMessage = false
  let previous = ''
  for (const { dir, octets } of lines) {
    const text = octets.replace(/\r?\n$/, '')
    if (dir === 'S') {
      const command = /^\d{3}-/.test(text) ? undefined : unanswered.shift()
      if (command !== undefined) inMessage = answered(found, command, text[0] ?? '')
    } else {
      // A dot after a bare LF ends nothing: what follows it may be a second message, smuggled in.
      if (!inMessage || (octets === '.\r\n' && previous.endsWith('\r\n'))) {
        inMessage = false
        unanswered.push(text)
      } else hides(hidden, text)
      previous = octets
    }
  }
  return [...found, ...hidden]
}

/** Notes what within a message looks like a mail transaction: a server that is deceived carries it out. */
function hides(hidden: Growing[], line: string): void {
  const [, verb = '', path = ''] =
    /(?:^|[\r\0 ])(MAIL FROM|RCPT TO|DATA$)(?::\s*<([^>]*)>)?/i.exec(line) ?? []
  const current = hidden.at(-1)
  if (verb.toUpperCase() === 'MAIL FROM') {
    hidden.push({ reversePath: path, recipients: [], saidData: false, handedOver: true, taken: false })
  } else if (verb !== '' && current) {
    if (path === '') current.saidData = true
    else current.recipients = [...current.recipients, { path, accepted: false }]
  }
}

/** Records the reply to a command. Tells whether the message follows. */
function answered(found: Growing[], command: string, digit: string): boolean {
  const current = found.at(-1)
  const [, verb = '', path = ''] = /^(MAIL FROM|RCPT TO|DATA$|\.$)(?::\s*<([^>]*)>)?/i.exec(command) ?? []
  switch (verb.toUpperCase()) {
    case 'MAIL FROM':
      found.push({ reversePath: path, recipients: [], saidData: false, handedOver: false, taken: false })
      return false
    case 'RCPT TO':
      if (current) current.recipients = [...current.recipients, { path, accepted: digit === '2' }]
      return false
    case 'DATA':
      if (current) Object.assign(current, { saidData: true, handedOver: digit === '3', taken: digit === '3' })
      return digit === '3'
    case '.':
      if (current) current.taken = digit === '2'
      return false
    default:
      return false
  }
}
