import { answers, isCommand } from './rfc-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in which certificate a service has. */
const certificateSaboteurs: readonly Saboteur[] = [
  withoutCertificate('ics.tls.smtp-starttls', 'mx-goes-without-its-certificate', 'mx'),
  withoutCertificate('ics.tls.imap-starttls', 'imap-goes-without-its-certificate', 'imap'),
  withoutCertificate('ics.tls.pop3-stls', 'pop3-goes-without-its-certificate', 'pop3'),
  saboteur({
    id: 'mailboxes-present-the-certificate-of-smtp',
    clause: 'ics.tls.separate-certificates',
    seam: 'tls.certificate',
    replace: (certificate) => (facts) => facts.policy.tls.smtpCertificate ?? certificate(facts),
  }),
  saboteur({
    id: 'a-certificate-is-good-for-every-protocol',
    clause: 'ics.tls.no-certificate-no-starttls',
    seam: 'tls.certificate',
    replace: (certificate) => (facts) =>
      certificate(facts) ?? facts.policy.tls.smtpCertificate ?? facts.policy.tls.mailboxCertificate,
  }),
  answers('ics.tls.no-certificate-no-starttls', 'starttls-is-offered-without-a-certificate', (due, heard) =>
    isCommand(heard, /^EHLO/i) && !due.reply.includes('STARTTLS')
      ? { reply: due.reply.replace('250-', '250-mx.local.test\r\n250-STARTTLS\r\n250-') }
      : undefined,
  ),
  saboteur({
    id: 'logins-wait-for-a-certificate',
    clause: 'ics.tls.plain-mode',
    seam: 'auth.may-log-in',
    replace: (mayLogIn) => (connection, policy) => connection.secure && mayLogIn(connection, policy),
  }),
  answers('ics.tls.starttls-inbound-optional', 'mail-has-to-come-within-tls', (due, heard) =>
    isCommand(heard, /^MAIL/i) && !heard.session.standing.secure
      ? { reply: '530 5.7.0 Must issue a STARTTLS command first\r\n', state: { at: 'greeted' } }
      : undefined,
  ),
]

function withoutCertificate(clause: string, id: string, bare: string): Saboteur {
  return saboteur({
    id,
    clause,
    seam: 'tls.certificate',
    replace: (certificate) => (facts) => (facts.service === bare ? undefined : certificate(facts)),
  })
}

export const encryptionSaboteurs: readonly Saboteur[] = [...certificateSaboteurs]
