import type { Problem } from '../store/problem.ts'

/** A status response: its condition, its response code (RFC 3501 §7.1, RFC 5530) and its text; `{words}` are filled in. */
interface Response {
  readonly is: 'OK' | 'NO' | 'BAD' | 'BYE'
  readonly code?: string
  readonly text: string
}

const responses = {
  greeting: { is: 'OK', code: 'CAPABILITY {capabilities}', text: '{hostname} IMAP server ready' },
  done: { is: 'OK', text: 'done' },
  startTls: { is: 'OK', text: 'begin TLS negotiation' },
  tooManyConnections: { is: 'BYE', code: 'UNAVAILABLE', text: 'too many connections' },
  bye: { is: 'BYE', text: 'goodbye' },
  autologout: { is: 'BYE', text: 'idle for too long' },
  failedLogins: { is: 'BYE', text: 'too many failed logins' },
  noService: { is: 'BYE', code: 'UNAVAILABLE', text: 'no service for this address' },
  shutDown: { is: 'BYE', text: 'the server is shutting down' },

  loggedIn: { is: 'OK', code: 'CAPABILITY {capabilities}', text: 'logged in' },
  loginRefused: { is: 'NO', code: 'AUTHENTICATIONFAILED', text: 'wrong name or password' },
  identityRefused: { is: 'NO', code: 'AUTHORIZATIONFAILED', text: 'not allowed to act as that identity' },
  mechanismUnknown: { is: 'NO', text: 'mechanism not offered' },
  exchangeCancelled: { is: 'BAD', text: 'authentication cancelled' },
  exchangeMalformed: { is: 'BAD', text: 'response not understood' },

  uidValidity: { is: 'OK', code: 'UIDVALIDITY {uidValidity}', text: 'UIDs are valid' },
  uidNext: { is: 'OK', code: 'UIDNEXT {uidNext}', text: 'next UID' },
  firstUnseen: { is: 'OK', code: 'UNSEEN {number}', text: 'first unseen message' },
  permanentFlags: { is: 'OK', code: 'PERMANENTFLAGS ({flags})', text: 'permanent flags' },
  highestModseq: { is: 'OK', code: 'HIGHESTMODSEQ {modseq}', text: 'last change' },
  closed: { is: 'OK', code: 'CLOSED', text: 'the mailbox before is closed' },
  selected: { is: 'OK', code: 'READ-WRITE', text: 'selected' },
  examined: { is: 'OK', code: 'READ-ONLY', text: 'selected for reading' },
  mailboxUnknown: { is: 'NO', code: 'NONEXISTENT', text: 'no such mailbox' },
  mailboxExists: { is: 'NO', code: 'ALREADYEXISTS', text: 'mailbox exists' },
  mailboxToCreate: { is: 'NO', code: 'TRYCREATE', text: 'no such mailbox' },
  appended: { is: 'OK', code: 'APPENDUID {uidValidity} {uids}', text: 'added' },
  copied: { is: 'OK', code: 'COPYUID {uidValidity} {from} {to}', text: 'copied' },
  messageEmpty: { is: 'NO', text: 'a message without an octet is not added' },
  messageTooLarge: { is: 'NO', code: 'TOOBIG', text: 'messages of one command are too large' },
  encodingUnknown: { is: 'NO', code: 'UNKNOWN-CTE', text: 'a part has an encoding that is not known' },
  nulUnknown: { is: 'NO', code: 'UNKNOWN-CTE', text: 'a message with NUL is not added' },
  mailboxFixed: { is: 'NO', code: 'CANNOT', text: 'not possible with that mailbox' },
  mailboxUnnameable: { is: 'NO', code: 'CANNOT', text: 'no mailbox can have that name' },
  useUnknown: { is: 'NO', code: 'USEATTR', text: 'no mailbox is made for that use' },
  tooMany: { is: 'NO', code: 'LIMIT', text: 'there are too many already' },
  noSpace: { is: 'NO', code: 'UNAVAILABLE', text: 'insufficient storage, try again later' },
  charsetUnknown: { is: 'NO', code: 'BADCHARSET (US-ASCII UTF-8)', text: 'charset not known' },
  textMalformed: { is: 'BAD', text: 'a string is not in its charset' },
  readOnly: { is: 'NO', code: 'CANNOT', text: 'the mailbox is open for reading only' },
  someChanged: {
    is: 'OK',
    code: 'MODIFIED {numbers}',
    text: 'some messages had changed, and stay as they are',
  },
  expunged: { is: 'OK', code: 'HIGHESTMODSEQ {modseq}', text: 'done' },
  qresyncOff: { is: 'BAD', text: 'QRESYNC is not enabled' },
  someExpunged: { is: 'NO', code: 'EXPUNGEISSUED', text: 'some of the messages are no longer there' },
  messageUnknown: { is: 'BAD', text: 'no such message number' },

  commandUnknown: { is: 'BAD', text: 'unknown command' },
  commandNotNow: { is: 'BAD', text: 'not allowed now' },
  argumentsMalformed: { is: 'BAD', text: 'wrong arguments' },
  tagMissing: { is: 'BAD', text: 'a command begins with a tag' },
  doneExpected: { is: 'BAD', text: 'DONE was expected' },
  lineTooLong: { is: 'BAD', text: 'command line too long' },
  literalTooLarge: { is: 'BAD', text: 'literal too large' },
  literalUnreadable: { is: 'BYE', text: 'no literal is that large' },
  tlsFirst: { is: 'NO', code: 'PRIVACYREQUIRED', text: 'login requires TLS' },
  tlsUnavailable: { is: 'BAD', text: 'TLS not available' },
  tlsActive: { is: 'BAD', text: 'TLS already active' },
  failed: { is: 'NO', code: 'SERVERBUG', text: 'internal error, try again later' },
} as const satisfies Record<string, Response>

export type ResponseName = keyof typeof responses

type Words = Readonly<Record<string, string | number>>

/** Gives a response to a command, CRLF included: `a1 NO [NONEXISTENT] no such mailbox`. */
export function tagged(tag: string, name: ResponseName, words: Words = {}): Buffer {
  const { is, code, text }: Response = responses[name]
  const filled = `${is}${code ? ` [${code}]` : ''} ${text}`.replaceAll(/\{(\w+)\}/g, (_whole, word: string) =>
    String(words[word] ?? ''),
  )
  return Buffer.from(`${tag} ${filled}\r\n`, 'utf8')
}

const problems = {
  'no-such-folder': 'mailboxUnknown',
  'folder-exists': 'mailboxExists',
  'no-space': 'noSpace',
  'messages-gone': 'someExpunged',
  'not-allowed': 'mailboxFixed',
  'too-many': 'tooMany',
} as const satisfies Record<Problem['problem'], ResponseName>

/**
 * Gives a response to a command that met a problem.
 *
 * @param adds says that the command adds messages to a mailbox, and that one that does not exist can be created
 */
export const refused = (tag: string, { problem }: Problem, adds = false): Buffer =>
  tagged(tag, adds && problem === 'no-such-folder' ? 'mailboxToCreate' : problems[problem])

/** Gives a status response that answers no command: `* BYE goodbye`. */
export const status = (name: ResponseName, words: Words = {}): Buffer => tagged('*', name, words)

/** Gives an untagged response, one character an octet: `* 2 EXISTS`. */
export const untagged = (text: string): Buffer => Buffer.from(`* ${text}\r\n`, 'latin1')

/** About as much text is made octets at once. */
const textOctets = 65_536

/** Gives an untagged response of text and of octets, which are not copied, nor read before their turn. */
export function untaggedInPieces<Octets extends Buffer | AsyncIterable<Buffer>>(
  pieces: readonly (string | Octets)[],
): readonly (Buffer | Octets)[] {
  const given: (Buffer | Octets)[] = []
  let text = '* '
  const flush = (): void => {
    if (text !== '') given.push(Buffer.from(text, 'latin1'))
    text = ''
  }
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else {
      flush()
      given.push(piece)
    }
    if (text.length > textOctets) flush()
  }
  text += '\r\n'
  flush()
  return given
}

/** Gives a continuation request (RFC 3501 §7.5): `+ idling`. */
export const continuation = (text: string): Buffer => Buffer.from(`+ ${text}\r\n`, 'latin1')
