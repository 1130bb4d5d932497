import {
  dovecotFiles,
  dovecotReload,
  dovecotStart,
  loginsFile,
  mailboxServices,
  saslSocket,
} from '../dovecot/dovecot.ts'
import { loginWindow } from '../dovecot/window.ts'
import { servicesOf } from '../../evidence/services.ts'
import { listeningFor } from '../adapter/listening.ts'
import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { submits, takesPasswords } from '../adapter/rights.ts'
import { type Companion, faults, postfixConfiguration, queues, users } from '../postfix/kind.ts'
import { known, settings, withinWindow } from './settings.ts'

/** Postfix with Dovecot beside it: passwords, POP3 and IMAP, and POP before SMTP through a table of logins. */
export const postfixDovecot: ServerKind = {
  name: 'postfix-dovecot',
  title: 'Postfix with Dovecot',
  packages: ['postfix', 'postfix-sqlite', 'dovecot-pop3d', 'dovecot-imapd', 'sqlite3'],
  programs: { Postfix: 'postfix', Dovecot: 'dovecot-core' },
  settings,
  users,
  services: servicesOf('smtp', 'pop3', 'imap'),
  takesProxy: true,
  tls: 'offered',
  configures,
  queues,
  faults,
  queueRuns: 'by-the-clock',
}

function configures(parts: Parts): Configuration {
  const { asked } = parts
  const window = loginWindow(asked)
  const smtp = postfixConfiguration(parts, companion(parts))
  return {
    files: {
      ...smtp.files,
      ...dovecotFiles(parts, { remembers: window?.logins ?? [], owner }),
      'etc/logins.cf': loginsQuery((window?.length ?? 0) / 1000),
      // What the package's script would have written.
      'over-etc/postfix/dynamicmaps.cf': 'sqlite\tpostfix-sqlite.so\tdict_sqlite_open\n',
    },
    start: `${dovecotStart}\n${smtp.start}`,
    reload: `${dovecotReload}\n${smtp.reload}`,
    listening: [...smtp.listening, ...listeningFor(mailboxServices, parts)],
  }
}

/** The user that Postfix delivers as. */
const owner = { user: 'nobody', group: 'nogroup' } as const

/** A login counts until its seconds are over; both halves look at the same clock. */
const loginsQuery = (seconds: number): string =>
  `dbpath = ${loginsFile}
query = SELECT 'permit' FROM logins WHERE ip = '%s' AND at > CAST(strftime('%%s', 'now') AS INTEGER) - ${seconds}
`

function companion({ asked, settled, tls }: Parts): Companion {
  const isApart = submits(asked)
  // A client that has not authenticated is told at MAIL; one that has may not send as nobody here.
  const onlyKnown = [
    'smtpd_delay_reject = no',
    `smtpd_sender_restrictions = ${[...settled.lines('refusals'), 'reject_unlisted_sender', ...known(asked), 'reject'].join(', ')}`,
  ]
  return {
    permits: ['permit_sasl_authenticated', ...withinWindow(asked)],
    main: [
      'smtpd_sasl_type = dovecot',
      `smtpd_sasl_path = ${saslSocket}`,
      'smtpd_sasl_security_options = noanonymous',
      `smtpd_sasl_auth_enable = ${takesPasswords(asked) ? 'yes' : 'no'}`,
      `smtpd_tls_auth_only = ${settled.lines('withinTls').length > 0 ? 'yes' : 'no'}`,
    ],
    listeners: {
      // A product with a port for submission has AUTH there and nowhere else.
      mx: isApart ? ['smtpd_sasl_auth_enable = no'] : [],
      ...(isApart && { submission: onlyKnown }),
      ...(tls && { submissions: ['smtpd_tls_wrappermode = yes', ...(isApart ? onlyKnown : [])] }),
    },
  }
}
