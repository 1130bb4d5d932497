import type { Service } from '#evidence'
import type { Parts } from '../adapter/kind.ts'
import { submits, takesPasswords } from '../adapter/rights.ts'

const mechanisms = 'PLAIN LOGIN CRAM-MD5'
/** Limits that no story reaches, for settings that are not asked for. */
const plenty = 200

/**
 * Their start scripts clean the environment: what is exported here reaches every process, the clock among it. Files
 * have to look as old as the clock makes them, or mail that has just come in is swept away for being left over.
 */
const common = ['PATH=/usr/bin:/bin', 'SHELL=/bin/sh', '. /srv/clock.env', 'unset NO_FAKE_STAT'] as const

/** Files of shell variables, one for each daemon. */
export function serviceFiles(parts: Parts): Readonly<Record<string, string>> {
  const { settled } = parts
  return {
    // It reads this file itself, too, and knows nothing but variables.
    'etc/authdaemonrc': shell([
      'authmodulelist="authuserdb"',
      'authmodulelistorig="authuserdb"',
      'daemons=2',
      'authdaemonvar=/run/courier/authdaemon',
      'DEBUG_LOGIN=0',
      'DEFAULTOPTIONS=""',
      'LOGGEROPTS=""',
    ]),
    'etc/courierd': shell([
      ...common,
      'prefix=/usr',
      'exec_prefix=/usr',
      'DSNTOAUTHADDR=0',
      'DYNAMICDELIVERIES=1',
      'DEFAULTDELIVERY=./Maildir',
      'MAILDROPDEFAULT=./Maildir',
      'ESMTP_CORK=1',
      'ESMTP_BLOCKBACKSCATTER=none',
      'ESMTP_USE_STARTTLS=0',
    ]),
    'etc/esmtpd': shell([
      ...common,
      'ULIMIT=unlimited',
      `BOFHCHECKDNS=${settled.lines('dns').length > 0 ? 1 : 0}`,
      'BOFHNOEXPN=1',
      'BOFHNOVRFY=1',
      // No delay for errors: what a client sees must not depend on it.
      'TARPIT=0',
      'NOADDMSGID=1',
      'NOADDDATE=1',
      // It would write the addresses of a header anew.
      'NOADDRREWRITE=1',
      'AUTH_REQUIRED=0',
      'MAILUSER=courier',
      'MAILGROUP=courier',
      ...place(parts, 'mx'),
      ...certificate(parts),
      'ACCESSFILE=/etc/courier/smtpaccess',
      `MAXDAEMONS=${plenty}`,
      `MAXPERC=${plenty}`,
      `MAXPERIP=${settled.lines('connections')[0] ?? plenty}`,
      'PIDFILE=/run/courier/esmtpd.pid',
      // It ends the line with a bare line feed.
      `TCPDOPTS="-stderrlogger=/usr/sbin/courierlogger -noidentlookup -nodnslookup '-denymsg=554 Access denied.\r'"`,
      ...auth('ESMTPAUTH', 'ESMTPAUTH_TLS', parts, offersAtMx(parts)),
      ...realm(parts),
    ]),
    'etc/esmtpd-msa': shell([
      ...place(parts, 'submission'),
      ...submission,
      ...auth('ESMTPAUTH', 'ESMTPAUTH_TLS', parts, true),
      'PIDFILE=/run/courier/esmtpd-msa.pid',
      `ESMTPDSTART=${submits(parts.asked) ? 'YES' : 'NO'}`,
    ]),
    'etc/pop3d': shell([
      ...mailboxes(parts, 'pop3', 'pop3d'),
      ...auth('POP3AUTH', 'POP3AUTH_TLS', parts, true),
      'POP3_PROXY=0',
    ]),
    'etc/imapd': shell([
      ...mailboxes(parts, 'imap', 'imapd'),
      'IMAPACCESSFILE=/etc/courier/imapaccess',
      'IMAP_CAPABILITY="IMAP4rev1 UIDPLUS CHILDREN NAMESPACE SORT QUOTA IDLE AUTH=CRAM-MD5"',
      'IMAP_KEYWORDS=1',
      'IMAP_ACL=1',
      'IMAP_PROXY=0',
      'IMAP_IDLE_TIMEOUT=60',
      'IMAP_CHECK_ALL_FOLDERS=0',
      'IMAP_OBSOLETE_CLIENT=0',
      'IMAP_UMASK=022',
      'IMAP_USELOCKS=1',
      'IMAP_ENHANCEDIDLE=0',
      'IMAP_TRASHFOLDERNAME=Trash',
    ]),
    ...tlsFiles(parts),
  }
}

const shell = (lines: readonly string[]): string => `${lines.join('\n')}\n`

/** Nobody without a password, except trusted clients. */
const submission = ['AUTH_REQUIRED=1', 'ACCESSFILE=/etc/courier/msaaccess'] as const

/** What the daemons behind implicit TLS have of their own, and which certificate all of them show. */
function tlsFiles(parts: Parts): Readonly<Record<string, string>> {
  const starts = parts.tls ? 'YES' : 'NO'
  const own = (service: Service, name: string): readonly string[] => [
    ...certificate(parts),
    `SSLADDRESS=${parts.host}`,
    `SSLPORT=${parts.ports.get(service) ?? 0}`,
    `SSLPIDFILE=/run/courier/${name}.pid`,
    `SSLLOGGEROPTS="-name=${name}"`,
  ]
  return {
    'etc/esmtpd-ssl': shell([
      ...own('submissions', 'esmtpd-ssl'),
      ...submission,
      `ESMTPAUTH="${mechanisms}"`,
      `ESMTPDSSLSTART=${starts}`,
    ]),
    'etc/pop3d-ssl': shell([
      ...own('pop3s', 'pop3d-ssl'),
      `POP3_STARTTLS=${starts}`,
      `POP3_TLS_REQUIRED=${tlsNeeded(parts)}`,
      `POP3DSSLSTART=${starts}`,
    ]),
    'etc/imapd-ssl': shell([
      ...own('imaps', 'imapd-ssl'),
      `IMAPDSTARTTLS=${starts}`,
      `IMAP_TLS_REQUIRED=${tlsNeeded(parts)}`,
      `IMAPDSSLSTART=${starts}`,
    ]),
  }
}

const needsTls = ({ settled }: Parts): boolean => settled.lines('withinTls').length > 0
const tlsNeeded = (parts: Parts): 0 | 1 => (needsTls(parts) ? 1 : 0)

/** The mechanisms before TLS and within it. Where a password needs TLS, what sends none is left before it. */
const auth = (before: string, within: string, parts: Parts, isOffered: boolean): readonly string[] => {
  const offered = isOffered ? mechanisms : ''
  return needsTls(parts)
    ? [`${before}="${isOffered ? 'CRAM-MD5' : ''}"`, `${within}="${offered}"`]
    : [`${before}="${offered}"`, `${within}=""`]
}

const certificate = ({ tls }: Parts): readonly string[] =>
  tls
    ? ['COURIERTLS=/usr/bin/couriertls', 'TLS_CERTFILE=/etc/courier/tls.pem', 'TLS_VERIFYPEER=NONE']
    : ['COURIERTLS=', 'TLS_CERTFILE=']

const place = ({ host, ports }: Parts, service: Service): readonly string[] => [
  `ADDRESS=${host}`,
  `PORT=${ports.get(service) ?? 0}`,
]

/** A name without a domain belongs to this one. */
const realm = ({ settled }: Parts): readonly string[] =>
  settled.lines('realm').map((domain) => `DEFDOMAIN=@${domain}`)

/**
 * A product with a port for submission has AUTH there and nowhere else. Who has authenticated may relay: where nobody
 * may, there is no AUTH.
 */
const offersAtMx = ({ asked, settled }: Parts): boolean =>
  takesPasswords(asked) && !submits(asked) && settled.lines('closed').length === 0

const mailboxes = (parts: Parts, service: 'pop3' | 'imap', name: string): readonly string[] => [
  ...common,
  ...place(parts, service),
  ...realm(parts),
  `PIDFILE=/run/courier/${name}.pid`,
  `MAXDAEMONS=${plenty}`,
  `MAXPERIP=${plenty}`,
  'TCPDOPTS="-nodnslookup -noidentlookup"',
  `LOGGEROPTS="-name=${name}"`,
  'MAILDIRPATH=Maildir',
]
