import { answers } from './rfc-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

/** A fault in which octets of a message are taken for others; latin1. */
const takes = (clause: string, id: string, heard: (sent: string) => string): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'message.heard',
    replace: (messageHeard) => (sent) => Buffer.from(heard(messageHeard(sent).toString('latin1')), 'latin1'),
  })

/** A line end that is none, taken for one around a dot. */
const endsAt = (clause: string, id: string, falseEnd: RegExp): Saboteur =>
  takes(clause, id, (sent) => sent.replace(falseEnd, '\r\n.\r\n'))

/** Faults in where the data end, and in what is kept of them. */
const endSaboteurs: readonly Saboteur[] = [
  endsAt('rfc5321.end-of-data-needs-crlf', 'lf-dot-lf-ends-the-data', /(?<!\r)\n\.\n/),
  endsAt('rfc5321.end-of-data-lf-dot-crlf', 'lf-dot-crlf-ends-the-data', /(?<!\r)\n\.\r\n/),
  endsAt('rfc5321.end-of-data-crlf-dot-lf', 'crlf-dot-lf-ends-the-data', /\r\n\.\n/),
  endsAt('rfc5321.end-of-data-bare-cr', 'a-lone-cr-ends-the-data', /\r\.\r(?!\n)/),
  endsAt('rfc5321.end-of-data-bare-cr', 'more-than-one-cr-ends-the-data', /\r\n\.\r+\r\n/),
  // oxlint-disable-next-line no-control-regex -- a NUL is the point
  endsAt('rfc5321.end-of-data-nul-or-space', 'a-nul-is-passed-over', /\r\n\.\0\r\n/),
  endsAt('rfc5321.end-of-data-nul-or-space', 'a-blank-behind-the-dot-is-passed-over', /\r\n\. \r\n/),
  takes('rfc5321.dot-in-mid-line', 'dots-at-line-ends-are-lost', (sent) =>
    sent.replace(/(?<=\w)\.(?=\r\n)/g, ''),
  ),
  takes('rfc5321.cut-in-data-not-delivered', 'a-half-of-the-end-is-enough', (sent) =>
    sent.endsWith('\r\n.\r') ? `${sent}\n` : sent,
  ),
  takes('rfc5321.sessions-apart', 'what-is-unfinished-is-lost', (sent) =>
    sent.includes('half of ') ? '' : sent,
  ),
]

/** Faults in who gets a message. */
const recipientSaboteurs: readonly Saboteur[] = [
  answers('rfc5321.partial-recipients', 'the-last-recipient-decides', (_, heard) =>
    heard.session.state.at === 'rcpt' && /^RCPT TO:<nobody-else/i.test(heard.line)
      ? { state: { at: 'mail', reversePath: heard.session.state.reversePath } }
      : undefined,
  ),
  answers(
    'rfc5321.data-needs-recipient',
    'a-message-to-nobody-is-taken',
    (_, { line, session: { state } }) =>
      line === 'DATA' && state.at === 'mail' ? { reply: '354 go ahead\r\n' } : undefined,
  ),
  answers('rfc5321.refused-recipient-gets-nothing', 'parameters-are-read-too-late', (_, heard) => {
    const { state } = heard.session
    const [, localPart = ''] = /^RCPT TO:<(\w+)@\S+> XYZZY/i.exec(heard.line) ?? []
    if (localPart === '' || state.at !== 'mail') return undefined
    const named = { localPart, domain: 'local.test', text: `${localPart}@local.test` }
    return { state: { at: 'rcpt', reversePath: state.reversePath, forwardPaths: [named] } }
  }),
  answers(
    'rfc5321.end-of-data-clears',
    'recipients-stay-for-the-next-message',
    (_, { is, session: { state } }) =>
      is === 'line'
        ? undefined
        : is === 'message' && state.at === 'greeted'
          ? { state: { at: 'mail', reversePath: null } }
          : undefined,
  ),
]

/** Faults in which mailbox an address means. */
const addressSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'domains-are-compared-as-written',
    clause: 'rfc5321.domain-any-case',
    seam: 'path.meant',
    replace: () => (read, written) =>
      typeof read === 'string'
        ? read
        : { ...read, domain: /[A-Z]/.test(written) ? `${read.domain}.invalid` : read.domain },
  }),
  saboteur({
    id: 'quotes-belong-to-the-name',
    clause: 'rfc5321.quoted-equals-plain',
    seam: 'path.meant',
    replace: () => (read, written) =>
      typeof read !== 'string' && written.startsWith('"')
        ? { ...read, localPart: `"${read.localPart}"` }
        : read,
  }),
  saboteur({
    id: 'every-recipient-has-a-domain',
    clause: 'rfc5321.postmaster-without-domain',
    seam: 'path.meant',
    replace: () => (read) => (typeof read !== 'string' && read.domain === '' ? 'address' : read),
  }),
  answers('rfc5321.vrfy-supported', 'vrfy-is-missing', (_, { line }) =>
    /^VRFY/i.test(line) ? { reply: '502 5.5.1 no\r\n' } : undefined,
  ),
  answers('rfc5321.vrfy-tells-nothing-is-252', 'vrfy-is-off-and-says-550', (_, { line }) =>
    /^VRFY/i.test(line) ? { reply: '550 5.1.1 no\r\n' } : undefined,
  ),
  answers('rfc5321.vrfy-250-only-verified', 'vrfy-believes-any-address', (_, { line }) =>
    /^VRFY/i.test(line) ? { reply: '250 2.1.5 yes\r\n' } : undefined,
  ),
]

/** A fault in the check for relaying: an address that is spelled like this is taken for a local one. */
const passesAs = (clause: string, id: string, spelling: RegExp): Saboteur =>
  saboteur({
    id,
    clause,
    seam: 'path.meant',
    replace: () => (read, written) =>
      spelling.test(written) ? { localPart: 'bob', domain: 'local.test', text: 'bob@local.test' } : read,
  })

/** Faults that open detours to other servers. */
const detourSaboteurs: readonly Saboteur[] = [
  passesAs('rfc5321.no-relay-percent-bang', 'percent-signs-lead-on', /%.*@local\.test$/),
  passesAs('rfc5321.no-relay-quoted-at', 'the-last-at-decides', /"@local\.test$/),
  passesAs('rfc5321.no-relay-odd-domain', 'what-ends-like-us-is-us', /local\.test$/),
  passesAs('rfc5321.source-route', 'the-first-domain-of-a-route-decides', /^@local\.test[,:]/),
  passesAs('rfc5321.address-literal-syntax', 'a-bad-literal-is-no-error', /@\[\]$/),
  answers('rfc5321.no-relay-by-sender', 'local-senders-relay', ({ reply }, { line, session: { state } }) =>
    /^RCPT/i.test(line) &&
    state.at === 'mail' &&
    state.reversePath?.domain === 'local.test' &&
    reply.startsWith('5')
      ? { reply: '250 2.1.5 ok\r\n' }
      : undefined,
  ),
]

export const rfcDataSaboteurs: readonly Saboteur[] = [
  ...endSaboteurs,
  ...recipientSaboteurs,
  ...addressSaboteurs,
  ...detourSaboteurs,
]
