import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Reads all messages of a mailbox, read or not, from a folder that is /srv of a server; lines end in CRLF.
 *
 * @param address `bob@local.test`
 */
export function messagesIn(folder: string, address: string): readonly string[] {
  const [local = '', domain = ''] = address.toLowerCase().split('@')
  const maildir = join(folder, 'mail', domain, local, 'Maildir')
  return ['new', 'cur']
    .map((part) => join(maildir, part))
    .filter((part) => existsSync(part))
    .flatMap((part) => readdirSync(part).map((name) => readFileSync(join(part, name), 'latin1')))
    .map((text) => text.replace(/\r?\n/g, '\r\n'))
}
