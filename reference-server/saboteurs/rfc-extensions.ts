import { answers, hears, isCommand } from './rfc-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in how commands of one packet are answered. */
const pipeliningSaboteurs: readonly Saboteur[] = [
  answers('rfc2920.replies-in-order', 'a-refused-recipient-is-told-later', ({ reply }, { line }) =>
    /^RCPT TO:<carol@/i.test(line)
      ? { reply: '' }
      : /^RSET/i.test(line)
        ? { reply: `${reply}550 5.7.1 no\r\n` }
        : undefined,
  ),
  answers('rfc2920.nothing-lost-after-error', 'an-error-flushes-the-input', ({ reply }, heard) =>
    isCommand(heard, /^MAIL FROM:<no/i) ? { reply: `${reply}${reply}` } : undefined,
  ),
  answers('rfc2920.data-iff-valid-recipient', 'one-refusal-spoils-data', (_, { line, session: { state } }) =>
    line === 'DATA' && state.at === 'rcpt' && state.forwardPaths.length === 1
      ? { reply: '554 5.5.1 no valid recipients\r\n', after: 'close' }
      : undefined,
  ),
  answers('rfc2920.next-message-in-same-packet', 'the-session-ends-behind-a-message', (_, { is }) =>
    is === 'message' ? { after: 'close' } : undefined,
  ),
]

/** Faults in what outlasts STARTTLS. */
const tlsSaboteurs: readonly Saboteur[] = [
  hears('rfc3207.starttls-no-parameter', 'the-argument-of-starttls-is-passed-over', (line) =>
    line.replace(/^STARTTLS .*/i, 'STARTTLS'),
  ),
  answers('rfc3207.injected-commands-discarded', 'what-came-before-tls-is-served', (_, heard) =>
    isCommand(heard, /^EHLO/i) && heard.session.standing.secure
      ? { state: { at: 'mail', reversePath: null } }
      : undefined,
  ),
  answers('rfc3207.transaction-forgotten', 'a-transaction-outlasts-starttls', (_, heard) => {
    const { state } = heard.session
    if (state.at !== 'rcpt') return undefined
    if (isCommand(heard, /^STARTTLS/i)) {
      return { reply: '220 2.0.0 go ahead\r\n', after: 'start-tls', standing: { secure: true }, state }
    }
    return isCommand(heard, /^EHLO/i) ? { state } : undefined
  }),
  answers('rfc3207.ehlo-name-forgotten', 'the-first-name-goes-into-the-trace', (due, heard) => {
    const { hello } = heard.session.standing
    if (hello === undefined) return undefined
    return isCommand(heard, /^(?:STARTTLS|EHLO)/i) ? { standing: { ...due.standing, hello } } : undefined
  }),
  answers('rfc3207.auth-forgotten', 'a-login-outlasts-starttls', (due, heard) =>
    isCommand(heard, /^STARTTLS/i)
      ? { standing: { ...due.standing, account: heard.session.standing.account } }
      : undefined,
  ),
  answers('rfc3207.mx-does-not-force-tls', 'everybody-needs-tls', (_, heard) =>
    isCommand(heard, /^MAIL/i) && !heard.session.standing.secure
      ? { reply: '530 5.7.0 STARTTLS first\r\n', state: { at: 'greeted' } }
      : undefined,
  ),
]

/** Faults in sizes, bits and status codes. */
const contentSaboteurs: readonly Saboteur[] = [
  answers('rfc1870.twenty-digits', 'twenty-digits-are-too-many', (_, { line }) =>
    /SIZE=\d{15}/.test(line) ? { reply: '501 5.5.4 bad size\r\n' } : undefined,
  ),
  saboteur({
    id: 'a-message-has-the-size-it-declares',
    clause: 'rfc1870.size-is-not-the-end',
    seam: 'message.kept',
    replace: (kept) => (pieces) => [Buffer.concat([...kept(pieces)]).subarray(0, 400)],
  }),
  saboteur({
    id: 'octets-lose-their-eighth-bit',
    clause: 'rfc6152.bits-preserved',
    seam: 'message.heard',
    replace: () => (sent) => Buffer.from(sent.map((octet) => octet & 0x7f)),
  }),
  answers('rfc2034.codes-on-every-reply', 'errors-of-the-parser-have-no-status', (_, { line }) =>
    line === 'XYZZY' ? { reply: '500 what?\r\n' } : undefined,
  ),
  answers('rfc3463.class-agrees', 'a-refusal-says-success', (_, { line }) =>
    line === 'XYZZY' ? { reply: '500 2.0.0 what?\r\n' } : undefined,
  ),
  answers('rfc3463.syntax', 'a-status-has-leading-zeros', (_, { line }) =>
    line === 'NOOP' ? { reply: '250 2.00.0 ok\r\n' } : undefined,
  ),
  answers('rfc3463.meaning', 'every-refusal-is-5-0-0', ({ reply }) =>
    reply.startsWith('550 ') ? { reply: '550 5.0.0 no\r\n' } : undefined,
  ),
]

/** Faults in exchanges of AUTH. */
const exchangeSaboteurs: readonly Saboteur[] = [
  answers('rfc4954.unknown-mechanism-504', 'anonymous-logs-in', (_, { line }) =>
    /^AUTH ANONYMOUS/i.test(line) ? { reply: '235 2.7.0 ok\r\n' } : undefined,
  ),
  answers('rfc4954.cancelled-501', 'a-cancelled-exchange-goes-on', (_, { line }) =>
    line === '*' ? { reply: '334 \r\n' } : undefined,
  ),
  answers('rfc4954.malformed-base64-501', 'what-is-not-base64-ends-the-session', (_, { line }) =>
    line === '%%%%' ? { after: 'close' } : undefined,
  ),
  answers('rfc4954.challenge-form', 'a-challenge-says-ok', (_, { line }) =>
    line === 'AUTH PLAIN' ? { reply: '334 ok\r\n' } : undefined,
  ),
  answers('rfc4954.initial-response-both-ways', 'a-response-has-to-come-with-auth', (_, { line }) =>
    line === 'AUTH PLAIN' ? { reply: '501 5.5.4 response missing\r\n' } : undefined,
  ),
  answers('rfc4616.authzid-own-accepted', 'nobody-asks-for-rights', (_, { line }) =>
    /^AUTH PLAIN [^A]/i.test(line) ? { reply: '535 5.7.8 no\r\n', standing: {} } : undefined,
  ),
  answers('rfc4616.authzid-foreign-refused', 'whoever-is-named-is-served', (_, { line }) =>
    /^AUTH PLAIN [^A]/i.test(line) ? { reply: '235 2.7.0 ok\r\n', standing: {} } : undefined,
  ),
  answers('rfc4616.empty-password-refused', 'an-empty-password-is-enough', ({ reply }, { line }) =>
    /^AUTH PLAIN A/i.test(line) && reply.startsWith('5') ? { reply: '235 2.7.0 ok\r\n' } : undefined,
  ),
  answers('rfc4954.failed-auth-changes-nothing', 'the-name-alone-gives-rights', ({ reply }, { line }) =>
    /^AUTH/i.test(line) && reply.startsWith('535')
      ? { standing: { account: 'alice@local.test' } }
      : undefined,
  ),
  answers('rfc4954.three-attempts', 'one-failed-login-ends-the-session', ({ reply }, { line }) =>
    /^AUTH/i.test(line) && reply.startsWith('535') ? { after: 'close' } : undefined,
  ),
  answers('rfc2195.challenge-form', 'a-challenge-has-no-brackets', (_, { line }) =>
    line === 'AUTH CRAM-MD5' ? { reply: '334 MTIzNDU2Nzg5MEBob3N0\r\n' } : undefined,
  ),
  answers('rfc2195.digest-checked', 'any-digest-is-right', ({ reply }, { line }) =>
    /^[A-Za-z0-9+/=]+$/.test(line) && reply.startsWith('535') ? { reply: '235 2.7.0 ok\r\n' } : undefined,
  ),
  answers('rfc4954.initial-response-to-server-first-501', 'an-early-response-is-dropped', (_, { line }) =>
    /^AUTH CRAM-MD5 ./i.test(line) ? { reply: '250 2.0.0 ok\r\n' } : undefined,
  ),
]

/** Faults in the trace that a message gets, and in what is refused for its header. */
const traceSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'received-has-no-date',
    clause: 'rfc5321.received-syntax',
    seam: 'message.received-field',
    replace: (field) => (origin, by) => field(origin, by).replace(/;\r\n\t.*(?=\r\n$)/, ''),
  }),
  saboteur({
    id: 'received-hides-the-client',
    clause: 'rfc5321.received-shows-client',
    seam: 'message.received-field',
    replace: (field) => (origin, by) => field(origin, by).replace(/\(\[.*?\]\)/, '(hidden)'),
  }),
  saboteur({
    id: 'received-names-everybody',
    clause: 'rfc5321.received-for-one',
    seam: 'message.received-field',
    replace: (field) => (origin, by) =>
      field(origin, by).replace(/;/, ' for alice@local.test, bob@local.test;'),
  }),
  answers('rfc5321.hops-100-allowed', 'fifty-hops-are-a-loop', ({ reply }, { is }) =>
    is === 'message' && reply.startsWith('250') ? { reply: '554 5.4.6 too many hops\r\n' } : undefined,
  ),
  answers('rfc5321.odd-trace-accepted', 'trace-that-cannot-be-read-is-refused', ({ reply }, { is }) =>
    is === 'message' && reply.startsWith('250') ? { reply: '554 5.6.0 bad Received\r\n' } : undefined,
  ),
  answers('rfc5321.defective-header-accepted', 'a-message-needs-a-date', ({ reply }, { is }) =>
    is === 'message' && reply.startsWith('250') ? { reply: '550 5.6.0 no Date\r\n' } : undefined,
  ),
]

export const rfcExtensionSaboteurs: readonly Saboteur[] = [
  ...pipeliningSaboteurs,
  ...tlsSaboteurs,
  ...contentSaboteurs,
  ...exchangeSaboteurs,
  ...traceSaboteurs,
]
