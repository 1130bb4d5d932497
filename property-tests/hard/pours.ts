import type { Door } from './attack.ts'
import { account, domain } from './stage.ts'

/** One thing that is said over and over, as fast as the server takes it. */
export interface Pour {
  readonly door: Door
  /** What comes before, each step with its reply. */
  readonly after?: readonly string[]
  /** What is poured: at least this much at a time. */
  readonly piece: string
}

const { address, password } = account
const megabyte = 2 ** 20
const wrong = Buffer.from(`\0${address}\0wrong`).toString('base64')
const loggedIn = [`a LOGIN ${address} "${password}"\r\n`]
const selected = [...loggedIn, 'b SELECT INBOX\r\n']
const authorized = [`USER ${address}\r\n`, `PASS ${password}\r\n`]
const greeted = ['EHLO client.test\r\n']
const begun = [...greeted, 'MAIL FROM:<eve@elsewhere.test>\r\n', `RCPT TO:<${address}>\r\n`]

/** `piece` again and again, up to 64 kB. */
const many = (piece: string): string => piece.repeat(Math.ceil(65_536 / piece.length))

/** What is poured into each door. */
export const pours: readonly Pour[] = [
  { door: 'mx', piece: many('\n') },
  { door: 'mx', piece: many('\r\n') },
  { door: 'mx', piece: many('NOOP\r\n') },
  { door: 'mx', after: greeted, piece: many('MAIL FROM:<>\r\nRSET\r\n') },
  { door: 'mx', after: begun, piece: many(`RCPT TO:<nobody@${domain}>\r\n`) },
  { door: 'mx', after: begun, piece: many(`RCPT TO:<${address}>\r\n`) },
  { door: 'mx', piece: 'x'.repeat(megabyte) },
  { door: 'submission', after: greeted, piece: many(`AUTH PLAIN ${wrong}\r\n`) },
  { door: 'submission', after: greeted, piece: many('EHLO client.test\r\n') },
  { door: 'submissions', piece: many('HELP\r\n') },
  { door: 'pop3', piece: many('\n') },
  { door: 'pop3', piece: many('CAPA\r\n') },
  { door: 'pop3', piece: many(`USER ${address}\r\nPASS wrong\r\n`) },
  { door: 'pop3', after: authorized, piece: many('UIDL\r\nLIST\r\n') },
  { door: 'pop3', after: authorized, piece: many('RETR 1\r\nTOP 1 2147483647\r\n') },
  { door: 'pop3', piece: 'x'.repeat(megabyte) },
  { door: 'pop3s', piece: many('AUTH\r\n') },
  { door: 'imap', piece: many('\n') },
  { door: 'imap', piece: many('a NOOP\r\n') },
  { door: 'imap', piece: many(`a LOGIN ${address} wrong\r\n`) },
  { door: 'imap', after: loggedIn, piece: `a LIST "" "${'%*'.repeat(15_000)}x"\r\n` },
  { door: 'imap', after: loggedIn, piece: many('a SELECT INBOX\r\n') },
  { door: 'imap', after: selected, piece: `a FETCH 1:* (${'ENVELOPE '.repeat(7000)}UID)\r\n` },
  { door: 'imap', after: selected, piece: many('a FETCH 1 (BODY.PEEK[] RFC822)\r\n') },
  { door: 'imap', after: selected, piece: `a FETCH ${'1:*,'.repeat(10_000)}1 (UID)\r\n` },
  { door: 'imap', after: selected, piece: `a SEARCH ${'NOT '.repeat(20_000)}ALL\r\n` },
  { door: 'imap', after: selected, piece: `a SEARCH ${'('.repeat(30_000)}ALL${')'.repeat(30_000)}\r\n` },
  { door: 'imap', after: selected, piece: many('a STORE 1:* FLAGS (\\Seen)\r\nb STORE 1:* FLAGS ()\r\n') },
  { door: 'imap', after: loggedIn, piece: many('a APPEND INBOX {10+}\r\n0123456789\r\n') },
  { door: 'imap', after: loggedIn, piece: 'a LIST "" {60000000}\r\n' + 'x'.repeat(megabyte) },
  { door: 'imap', piece: 'x'.repeat(megabyte) },
  { door: 'imaps', piece: many('a CAPABILITY\r\n') },
  { door: 'control', piece: many('GET /v1/state HTTP/1.1\r\nhost: control\r\n\r\n') },
  { door: 'control', piece: many('GET / HTTP/1.1\r\n') },
  { door: 'control', after: ['GET /v1/state HTTP/1.1\r\n'], piece: many('x-more: 1\r\n') },
]
