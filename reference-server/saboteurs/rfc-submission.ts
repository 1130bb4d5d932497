import { answers, isCommand, withKeyword } from './rfc-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

const ehlo = /^EHLO/i

/** Faults in what is read as the message of a mechanism. */
const responseSaboteurs: readonly Saboteur[] = [
  answers('rfc4616.malformed-message-refused', 'a-name-alone-logs-in', (_, { line }) => {
    const [, response] = /^AUTH PLAIN (\S+)$/i.exec(line) ?? []
    return response !== undefined && !Buffer.from(response, 'base64').includes(0)
      ? { reply: '235 2.7.0 ok\r\n' }
      : undefined
  }),
  answers('rfc4616.long-credentials', 'long-names-are-bad-syntax', (_, { line }) =>
    line.length > 700 ? { reply: '501 5.5.2 too long\r\n' } : undefined,
  ),
  answers('rfc4954.long-response', 'the-rest-of-a-response-is-a-command', ({ reply }, { line }) =>
    line.length > 10_000 ? { reply: `${reply}500 5.5.2 what?\r\n` } : undefined,
  ),
  answers('rfc4954.auth-param-accepted', 'auth-is-no-parameter', (_, { line }) =>
    /^MAIL.* AUTH=/i.test(line)
      ? { reply: '555 5.5.4 unknown parameter\r\n', state: { at: 'greeted' } }
      : undefined,
  ),
]

/** Faults in what a server does for those who log in. */
const userSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'received-forgets-who-logged-in',
    clause: 'rfc4954.esmtpa-in-received',
    seam: 'message.received-field',
    replace: (field) => (origin, by) => field({ ...origin, account: undefined }, by),
  }),
  answers('rfc6409.no-etrn', 'users-may-start-the-queue', ({ reply }, heard) =>
    isCommand(heard, ehlo) ? { reply: withKeyword(reply, 'ETRN') } : undefined,
  ),
  answers('rfc6409.null-path-accepted', 'users-have-to-name-themselves', (_, heard) =>
    isCommand(heard, /^MAIL FROM:<>/i) && heard.session.standing.account !== undefined
      ? { reply: '553 5.7.1 not your address\r\n', state: { at: 'greeted' } }
      : undefined,
  ),
  answers('rfc8314.implicit-tls-at-once', 'tls-may-begin-within-tls', ({ reply }, heard) =>
    isCommand(heard, ehlo) && heard.session.host.port === 465
      ? { reply: withKeyword(reply, 'STARTTLS') }
      : undefined,
  ),
]

export const rfcSubmissionSaboteurs: readonly Saboteur[] = [...responseSaboteurs, ...userSaboteurs]
