import { usualDeadlines } from '../deadlines.ts'
import type { Address } from '../address.ts'

/** A folder for a real client to read, through the forwarder at `address`. */
export interface RealMailbox {
  readonly address: Address
  readonly login: string
  readonly password: string
  readonly folder: string
}

/** All messages of a folder, oldest first and octet for octet (latin1); or what the client said instead. */
export type RealReading = { readonly texts: readonly string[] } | { readonly why: string }

/** Reads a folder with imapflow, and marks nothing as seen. */
export async function readWithImapflow(mailbox: RealMailbox): Promise<RealReading> {
  // Loaded when first used: no other story should pay for its start.
  const { ImapFlow } = await import('imapflow')
  const { address, login: user, password: pass, folder } = mailbox
  const client = new ImapFlow({
    host: address.host,
    port: address.port,
    secure: address.tls?.mode === 'implicit',
    doSTARTTLS: address.tls?.mode === 'starttls',
    ...(address.tls && { tls: { rejectUnauthorized: false } }),
    auth: { user, pass },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: usualDeadlines.reply,
    greetingTimeout: usualDeadlines.reply,
    socketTimeout: usualDeadlines.reply,
  })
  // Without a listener a lost connection would end the process; the call that waits for it fails as well.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { exists } = await client.mailboxOpen(folder, { readOnly: true })
    const texts: string[] = []
    if (exists > 0) {
      for await (const { source } of client.fetch('1:*', { source: true })) {
        if (source) texts.push(source.toString('latin1'))
      }
    }
    await client.logout()
    return { texts }
  } catch (error) {
    client.close()
    if (!(error instanceof Error)) throw error
    const said = 'responseText' in error && typeof error.responseText === 'string' ? error.responseText : ''
    return { why: said === '' ? error.message : said }
  }
}
