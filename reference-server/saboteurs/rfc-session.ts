import { answers, hears, isCommand, withKeyword } from './rfc-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

const ehlo = /^EHLO/i

/** Faults in greetings, in what EHLO lists, and in what it does to the session. */
const greetingSaboteurs: readonly Saboteur[] = [
  answers('rfc5321.greeting-names-server', 'greeting-says-welcome', ({ reply }, { is }) =>
    is === 'opening' ? { reply: reply.replace(/^220 \S+/, '220 Welcome to our server') } : undefined,
  ),
  answers('rfc5321.ehlo-reply-form', 'auth-is-listed-with-an-equals-sign', ({ reply }, heard) =>
    isCommand(heard, ehlo) ? { reply: withKeyword(reply, 'AUTH=LOGIN') } : undefined,
  ),
  answers('rfc5321.ehlo-registered-keywords', 'a-keyword-of-our-own-is-listed', ({ reply }, heard) =>
    isCommand(heard, ehlo) ? { reply: withKeyword(reply, 'FASTMAIL') } : undefined,
  ),
  answers('rfc5321.listed-means-implemented', 'expn-is-listed-and-not-served', ({ reply }, heard) =>
    isCommand(heard, ehlo) ? { reply: withKeyword(reply, 'EXPN') } : undefined,
  ),
  answers('rfc5321.helo-plain-reply', 'helo-lists-extensions', ({ reply }, heard) =>
    isCommand(heard, /^HELO/i) ? { reply: withKeyword(reply, 'PIPELINING') } : undefined,
  ),
  answers('rfc5321.ehlo-literal-accepted', 'colons-of-a-literal-are-bad-syntax', (_, heard) =>
    isCommand(heard, /^EHLO .*:/i) ? { reply: '501 5.5.4 bad name\r\n' } : undefined,
  ),
  answers('rfc5321.ehlo-again-resets', 'ehlo-keeps-the-transaction', (_, heard) =>
    isCommand(heard, ehlo) && heard.session.state.at === 'rcpt' ? { state: heard.session.state } : undefined,
  ),
  answers('rfc5321.bad-ehlo-keeps-state', 'ehlo-clears-before-it-looks', (_, heard) =>
    isCommand(heard, /^EHLO$/i) ? { state: { at: 'greeted' } } : undefined,
  ),
  saboteur({
    id: 'mail-needs-no-greeting',
    clause: 'rfc5321.helo-first',
    seam: 'command.state',
    replace: () => (_, state) => (state.at === 'connected' ? { at: 'greeted' } : state),
  }),
]

/** Faults in how commands are read and what they leave behind. */
const commandSaboteurs: readonly Saboteur[] = [
  answers('rfc5321.parameters-any-case', 'small-parameters-are-unknown', (_, heard) =>
    isCommand(heard, /body=/)
      ? { reply: '555 5.5.4 unknown parameter\r\n', state: { at: 'greeted' } }
      : undefined,
  ),
  hears('rfc5321.unknown-parameter-555', 'unknown-parameters-are-passed-over', (line) =>
    line.replace(/ XYZZY\S*$/, ''),
  ),
  answers('rfc5321.trailing-space-tolerated', 'a-blank-after-data-is-an-argument', (_, heard) =>
    isCommand(heard, /^DATA $/) ? { reply: '501 5.5.4 no argument\r\n', after: 'close' } : undefined,
  ),
  answers('rfc5321.neutral-commands', 'vrfy-names-a-recipient', (_, { line, session: { state } }) => {
    const [, localPart = ''] = /^VRFY (\w+)@/i.exec(line) ?? []
    if (localPart === '' || state.at !== 'rcpt') return undefined
    const verified = { localPart, domain: 'local.test', text: `${localPart}@local.test` }
    return { state: { ...state, forwardPaths: [...state.forwardPaths, verified] } }
  }),
  answers('rfc5321.nested-mail', 'nested-mail-replaces-the-sender', (_, { line, session: { state } }) =>
    state.at === 'rcpt' && /^MAIL FROM:/i.test(line)
      ? { reply: '250 2.1.0 ok\r\n', state: { ...state, reversePath: null } }
      : undefined,
  ),
  answers(
    'rfc5321.refused-keeps-state',
    'data-too-early-drops-the-sender',
    (_, { line, session: { state } }) =>
      state.at === 'mail' && line === 'DATA' ? { state: { at: 'greeted' } } : undefined,
  ),
  answers('rfc5321.rset-keeps-session', 'rset-logs-out', (_, heard) =>
    isCommand(heard, /^RSET/i) ? { standing: { account: undefined } } : undefined,
  ),
]

/** Faults in the size of what is taken, and in what ends a line. */
const lineSaboteurs: readonly Saboteur[] = [
  answers('rfc5321.command-line-512', 'commands-have-256-octets', (_, { line }) =>
    line.length > 256 ? { reply: '500 5.5.2 line too long\r\n' } : undefined,
  ),
  answers('rfc5321.path-sizes', 'local-parts-have-32-octets', (_, { line }) =>
    /<[^@>]{33,}@/.test(line) ? { reply: '501 5.1.3 too long\r\n' } : undefined,
  ),
  answers('rfc5321.recipients-100', 'fifty-recipients-are-enough', (_, { line, session: { state } }) =>
    /^RCPT/i.test(line) && state.at === 'rcpt' && state.forwardPaths.length >= 50
      ? { reply: '452 4.5.3 too many recipients\r\n', state }
      : undefined,
  ),
  answers('rfc5321.one-reply-per-command', 'an-empty-line-gets-no-reply', (_, heard) =>
    isCommand(heard, /^$/) ? { reply: '' } : undefined,
  ),
  answers('rfc5321.one-reply-per-command', 'an-error-is-told-twice', ({ reply }, heard) =>
    isCommand(heard, /^MAIL$/) ? { reply: `${reply}${reply}` } : undefined,
  ),
  answers('rfc5321.unknown-command-keeps-session', 'what-is-not-understood-ends-the-session', (_, heard) =>
    isCommand(heard, /^X/) ? { after: 'close' } : undefined,
  ),
  answers('rfc5321.command-too-long', 'the-rest-of-a-long-line-is-another-command', ({ reply }) =>
    reply.includes('line too long') ? { reply: `${reply}221 2.0.0 bye\r\n`, after: 'close' } : undefined,
  ),
  answers('rfc5321.bare-lf-ends-no-command', 'line-feeds-end-commands', ({ reply }) =>
    reply.includes('LF alone') ? { reply: `250 2.0.0 ok\r\n250 2.0.0 ok\r\n` } : undefined,
  ),
  hears('rfc5321.invalid-characters-refused', 'control-characters-are-left-out', (line) =>
    line.replace(/[^\x20-\x7e]/g, ''),
  ),
]

export const rfcSessionSaboteurs: readonly Saboteur[] = [
  ...greetingSaboteurs,
  ...commandSaboteurs,
  ...lineSaboteurs,
]
