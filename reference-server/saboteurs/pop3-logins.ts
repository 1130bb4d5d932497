import { answersPop3, changed, hearsPop3 } from './pop3-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

const refused = Buffer.from('-ERR refused\r\n')

/** Faults in USER, PASS and APOP. */
const loginSaboteurs: readonly Saboteur[] = [
  answersPop3('rfc1939.pass-needs-user', 'pop3-a-failed-name-stays', ({ text }, { state }) =>
    text.startsWith('-ERR [AUTH]') && state.at === 'authorization' ? { next: state } : undefined,
  ),
  saboteur({
    id: 'pop3-one-failure-shuts-the-session',
    clause: 'rfc1939.retry-after-failure',
    seam: 'pop3.answered',
    replace: (answered) => {
      const failed = new WeakSet<object>()
      return async (right, heard) => {
        const due = await answered(right, heard)
        const { host } = heard.context
        if (due.reply.includes('[AUTH]')) failed.add(host)
        if (due.next?.at !== 'transaction' || !failed.has(host)) return due
        due.next.maildrop.release()
        return { reply: refused, next: { at: 'authorization' } }
      }
    },
  }),
  answersPop3('rfc1939.user-reveals-nothing', 'pop3-user-knows-who-there-is', (_, { line }) =>
    line.startsWith('USER nobody') ? { reply: '-ERR no such user\r\n' } : undefined,
  ),
  saboteur({
    id: 'pop3-timestamps-stand-still',
    clause: 'rfc1939.apop-timestamp',
    seam: 'pop3.greeting',
    replace: (greeting) => (due) => greeting(due).replace(/<.*>/, '<1.2@mail.local.test>'),
  }),
  saboteur({
    id: 'pop3-apop-takes-any-digest',
    clause: 'rfc1939.apop-login',
    seam: 'login.accepts',
    replace: (accepts) => (login) =>
      ('answer' in login.sent && login.sent.answer.method === 'apop') || accepts(login),
  }),
  answersPop3('rfc2449.in-use', 'pop3-in-use-is-not-said', ({ text }) =>
    text.includes('[IN-USE]') ? { reply: text.replace('[IN-USE] ', '') } : undefined,
  ),
  answersPop3('rfc3206.auth-code', 'pop3-auth-is-not-said-of-unknown-names', ({ text }, { state }) =>
    state.at === 'authorization' && state.user?.startsWith('nobody')
      ? { reply: text.replace('[AUTH] ', '') }
      : undefined,
  ),
  answersPop3('rfc3206.auth-code-only-for-credentials', 'pop3-auth-is-said-of-cancelling', (_, { line }) =>
    line === '*' ? { reply: '-ERR [AUTH] cancelled\r\n' } : undefined,
  ),
]

/** Faults in who has a maildrop. */
const lockSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'pop3-two-share-a-maildrop',
    clause: 'rfc1939.maildrop-locked',
    seam: 'pop3.answered',
    replace: (answered) => {
      type State = NonNullable<Awaited<ReturnType<typeof answered>>['next']>
      let held: State | undefined
      return async (right, heard) => {
        const due = await answered(right, heard)
        if (due.next?.at === 'transaction') held = due.next
        return held && due.reply.includes('[IN-USE]') ? { reply: Buffer.from('+OK\r\n'), next: held } : due
      }
    },
  }),
  saboteur({
    id: 'pop3-locks-outlive-quit',
    clause: 'rfc1939.lock-released-by-quit',
    seam: 'pop3.answered',
    replace: (answered) => {
      const seen = new Set<string>()
      return async (right, heard) => {
        const due = await answered(right, heard)
        if (due.next?.at !== 'transaction') return due
        const { account, maildrop } = due.next
        if (!seen.has(account)) {
          seen.add(account)
          return due
        }
        maildrop.release()
        return { reply: refused, next: { at: 'authorization' } }
      }
    },
  }),
]

/** Faults in AUTH. */
const saslSaboteurs: readonly Saboteur[] = [
  answersPop3('rfc5034.plain-login', 'pop3-plain-asks-in-words', (_, { line }) =>
    line === 'AUTH PLAIN' ? { reply: '+ Z28gb24=\r\n' } : undefined,
  ),
  hearsPop3('rfc5034.initial-response', 'pop3-initial-responses-are-left-out', (line) =>
    line.replace(/^(AUTH PLAIN) .*/, '$1'),
  ),
  hearsPop3('rfc5034.no-initial-response-allowed', 'pop3-early-responses-are-left-out', (line) =>
    line.replace(/^(AUTH CRAM-MD5) .*/, '$1'),
  ),
  answersPop3('rfc5034.cancel', 'pop3-an-asterisk-is-no-response', (_, { line, state }) =>
    line === '*' ? { reply: '+ \r\n', next: state } : undefined,
  ),
  answersPop3('rfc5034.unknown-mechanism', 'pop3-any-mechanism-is-begun', (_, { line }) =>
    line.startsWith('AUTH X-') ? { reply: '+ \r\n' } : undefined,
  ),
  answersPop3('rfc5034.bad-base64', 'pop3-asks-again-for-base64', (_, { line, state }) =>
    state.at === 'exchange' && line === '!!!!' ? { reply: '+ \r\n', next: state } : undefined,
  ),
  answersPop3('rfc5034.failure-forgotten', 'pop3-a-failed-auth-leaves-a-name', ({ text }, { line }) =>
    line.startsWith('AUTH PLAIN') && text.startsWith('-ERR')
      ? { next: { at: 'authorization', user: 'bob@local.test' } }
      : undefined,
  ),
  answersPop3('rfc5034.long-answers', 'pop3-responses-have-255-octets', ({ text }, { line, state }) =>
    state.at === 'exchange' && line.length > 255 ? { reply: `${text}-ERR unknown command\r\n` } : undefined,
  ),
]

const capa = /^CAPA$/i

/** Faults in what is listed, and in the size of what is read and said. */
const capabilitySaboteurs: readonly Saboteur[] = [
  answersPop3('rfc2449.capa', 'pop3-capa-needs-a-login', (_, { line, state }) =>
    capa.test(line) && state.at === 'authorization' ? { reply: '-ERR log in\r\n', rest: [] } : undefined,
  ),
  answersPop3('rfc2449.announced-in-both-states', 'pop3-a-login-takes-capabilities', ({ rest }, heard) =>
    rest && capa.test(heard.line) && heard.state.at === 'transaction'
      ? { rest: changed(rest, (text) => text.replace('PIPELINING\r\n', '')) }
      : undefined,
  ),
  answersPop3('rfc2449.capa-lines', 'pop3-capabilities-have-a-blank-behind', ({ rest }, { line }) =>
    rest && capa.test(line)
      ? { rest: changed(rest, (text) => text.replace('TOP\r\n', 'TOP \r\n')) }
      : undefined,
  ),
  answersPop3('rfc2449.announced-works', 'pop3-top-is-listed-and-not-served', (_, { line }) =>
    line.startsWith('TOP') ? { reply: '-ERR unknown command\r\n', rest: [] } : undefined,
  ),
  answersPop3('rfc2449.command-255', 'pop3-commands-have-128-octets', ({ text }, { line, is }) =>
    is === 'line' && line.length > 126 ? { reply: `${text}-ERR unknown command\r\n` } : undefined,
  ),
  answersPop3('rfc2449.first-line-512', 'pop3-errors-repeat-the-command', (_, { line }) =>
    line.startsWith('FROB') ? { reply: `-ERR ${line}, ${line}, ${line}\r\n` } : undefined,
  ),
  answersPop3('rfc2449.resp-codes', 'pop3-brackets-hold-a-sentence', (_, { line }) =>
    line === 'NOOP' ? { reply: '+OK [all is well] done\r\n' } : undefined,
  ),
  saboteur({
    id: 'pop3-commands-overtake-each-other',
    clause: 'rfc2449.pipelining',
    seam: 'pop3.octets-heard',
    replace: (octetsHeard) => (sent) =>
      octetsHeard(
        Buffer.from(sent.toString('latin1').replace('DELE 1\r\nSTAT\r\n', 'STAT\r\nDELE 1\r\n'), 'latin1'),
      ),
  }),
]

/** Faults in what TLS changes. */
const tlsSaboteurs: readonly Saboteur[] = [
  answersPop3('rfc2595.stls-not-under-tls', 'pop3-stls-stays-listed', ({ rest }, { line, context }) =>
    rest && capa.test(line) && context.secured
      ? { rest: changed(rest, (text) => `STLS\r\n${text}`) }
      : undefined,
  ),
  answersPop3('rfc2595.stls-no-login', 'pop3-tls-can-begin-after-the-login', (_, { line, state }) =>
    line === 'STLS' && state.at === 'transaction' ? { reply: '+OK\r\n' } : undefined,
  ),
  saboteur({
    id: 'pop3-clear-text-is-kept-for-tls',
    clause: 'rfc2595.stls-injection',
    seam: 'pop3.keeps-clear-text',
    replace: () => () => true,
  }),
  answersPop3('rfc8314.pop3s-tls-first', 'pop3-tls-opens-the-maildrop', (_, { line, state, context }) =>
    line === 'STAT' && state.at === 'authorization' && context.secured ? { reply: '+OK 0 0\r\n' } : undefined,
  ),
]

export const pop3LoginSaboteurs: readonly Saboteur[] = [
  ...loginSaboteurs,
  ...lockSaboteurs,
  ...saslSaboteurs,
  ...capabilitySaboteurs,
  ...tlsSaboteurs,
]
