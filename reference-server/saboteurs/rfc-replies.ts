import { answers, isCommand } from './rfc-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the form of replies, and in when they come. */
const formSaboteurs: readonly Saboteur[] = [
  answers('rfc5321.reply-printable', 'a-reply-repeats-what-was-sent', (_, heard) =>
    isCommand(heard, /^VRFY/i) ? { reply: `252 2.0.0 ${heard.line.slice(5)}\r\n` } : undefined,
  ),
  answers('rfc5248.registered-codes', 'a-status-of-our-own', (_, { line }) =>
    line === 'NOOP' ? { reply: '250 2.9.9 ok\r\n' } : undefined,
  ),
  saboteur({
    id: 'half-a-minute-is-long-enough',
    clause: 'rfc5321.idle-5-minutes',
    seam: 'line.answered',
    replace: (lineAnswered) => {
      const heardAt = new Map<unknown, number>()
      return (right, heard) => {
        const { host, standing } = heard.session
        const now = host.clock.now()
        const before = heardAt.get(standing.session) ?? now
        heardAt.set(standing.session, now)
        return now - before > 30_000
          ? { reply: '421 4.4.2 too slow\r\n', after: 'close' }
          : lineAnswered(right, heard)
      }
    },
  }),
]

/** Faults in what a message is taken for, by its client, its pieces or its sender. */
const takingSaboteurs: readonly Saboteur[] = [
  answers('rfc5321.ehlo-mismatch-not-refused', 'a-name-has-to-fit-its-address', (_, heard) =>
    isCommand(heard, /^MAIL/i) && heard.session.standing.hello?.name === 'mx.remote.test'
      ? { reply: '550 5.7.1 EHLO does not match your address\r\n', state: { at: 'greeted' } }
      : undefined,
  ),
  saboteur({
    id: 'a-piece-begins-a-line',
    clause: 'rfc5321.segments-do-not-matter',
    seam: 'message.heard',
    replace: (messageHeard) => (sent) =>
      Buffer.from(
        messageHeard(sent)
          .toString('latin1')
          .replace(/^\.(?=\w)/, ''),
        'latin1',
      ),
  }),
  saboteur({
    id: 'a-blank-ends-a-local-part',
    clause: 'rfc5321.quoted-sender-kept',
    seam: 'path.meant',
    replace: () => (read) =>
      typeof read === 'string' ? read : { ...read, localPart: read.localPart.replace(/ .*$/, '') },
  }),
  saboteur({
    id: 'the-first-line-tells-the-line-ends',
    clause: 'rfc5321.end-of-data-after-lf-header',
    seam: 'message.heard',
    replace: (messageHeard) => (sent) => {
      const text = messageHeard(sent).toString('latin1')
      return Buffer.from(
        /^[^\r\n]+\n/.test(text) ? text.replace(/(?<!\r)\n\.\n/g, '\r\n.\r\n') : text,
        'latin1',
      )
    },
  }),
  saboteur({
    id: 'what-was-taken-is-thrown-away',
    clause: 'rfc5321.cut-after-reply-delivered-once',
    seam: 'message.kept',
    replace: () => () => [],
  }),
]

export const rfcReplySaboteurs: readonly Saboteur[] = [...formSaboteurs, ...takingSaboteurs]
