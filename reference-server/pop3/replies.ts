/** A reply's first word, its response code (RFC 2449 §8, RFC 3206) and its text; `{words}` are filled in. */
interface Reply {
  readonly ok: boolean
  readonly code?: 'AUTH' | 'IN-USE' | 'SYS/TEMP' | 'SYS/PERM'
  readonly text: string
}

const replies = {
  greetingWithoutApop: { ok: true, text: '{hostname} POP3 server ready' },
  greeting: { ok: true, text: '{hostname} POP3 server ready {challenge}' },
  capabilities: { ok: true, text: 'capabilities follow' },
  startTls: { ok: true, text: 'begin TLS negotiation' },
  tooManyConnections: { ok: false, code: 'SYS/TEMP', text: 'too many connections' },
  bye: { ok: true, text: 'goodbye' },
  noService: { ok: false, code: 'SYS/PERM', text: 'no service for this address' },
  shutDown: { ok: false, code: 'SYS/TEMP', text: 'the server is shutting down' },

  userNoted: { ok: true, text: 'send PASS' },
  loggedIn: { ok: true, text: 'maildrop has {count} messages ({octets} octets)' },
  loginRefused: { ok: false, code: 'AUTH', text: 'wrong name or password' },
  identityRefused: { ok: false, code: 'AUTH', text: 'not allowed to act as that identity' },
  maildropInUse: { ok: false, code: 'IN-USE', text: 'maildrop is in use by another session' },
  noSpace: { ok: false, code: 'SYS/TEMP', text: 'insufficient storage, try again later' },
  userMissing: { ok: false, text: 'send USER first' },
  mechanismUnknown: { ok: false, text: 'mechanism not offered' },
  exchangeCancelled: { ok: false, text: 'authentication cancelled' },
  exchangeMalformed: { ok: false, text: 'response not understood' },

  totals: { ok: true, text: '{count} {octets}' },
  listing: { ok: true, text: '{count} messages ({octets} octets)' },
  listed: { ok: true, text: '{number} {octets}' },
  uniqueIds: { ok: true, text: 'unique ids follow' },
  uniqueId: { ok: true, text: '{number} {id}' },
  messageFollows: { ok: true, text: '{octets} octets' },
  topFollows: { ok: true, text: 'top of message follows' },
  deleted: { ok: true, text: 'message {number} deleted' },
  done: { ok: true, text: 'done' },
  messageUnknown: { ok: false, text: 'no such message' },
  removed: { ok: true, text: 'goodbye, {count} messages removed' },
  notRemoved: { ok: false, code: 'SYS/TEMP', text: 'some deleted messages were not removed' },

  commandUnknown: { ok: false, text: 'unknown command' },
  commandNotNow: { ok: false, text: 'not allowed now' },
  argumentsMalformed: { ok: false, text: 'wrong arguments' },
  lineTooLong: { ok: false, text: 'line too long' },
  tlsFirst: { ok: false, text: 'login requires TLS' },
  tlsUnavailable: { ok: false, text: 'TLS not available' },
  tlsActive: { ok: false, text: 'TLS already active' },
  failed: { ok: false, code: 'SYS/TEMP', text: 'internal error, try again later' },
} as const satisfies Record<string, Reply>

export type ReplyName = keyof typeof replies

/** Gives a reply as it goes over the wire, CRLF included: `-ERR [AUTH] wrong name or password`. */
export function reply(name: ReplyName, words: Readonly<Record<string, string | number>> = {}): Buffer {
  const { ok, code, text }: Reply = replies[name]
  const filled = text.replaceAll(/\{(\w+)\}/g, (_whole, word: string) => String(words[word] ?? ''))
  return Buffer.from(`${ok ? '+OK' : '-ERR'}${code ? ` [${code}]` : ''} ${filled}\r\n`, 'utf8')
}

/** Gives the continuation that carries a SASL challenge (RFC 5034 §4); with nothing to say, `+ ` alone. */
export const continuation = (challenge: Buffer): Buffer =>
  Buffer.from(`+ ${challenge.toString('base64')}\r\n`, 'latin1')
