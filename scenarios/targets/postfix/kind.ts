import type { Configuration, Parts, ServerKind } from '../adapter/kind.ts'
import { stage } from '../adapter/kind.ts'
import { clockVariables } from '../native/clock.ts'
import { relayHostOf } from '../adapter/relay-host.ts'
import { listeningFor, masterFile, type Listeners } from './master.ts'
import { settings } from './settings.ts'

/** Users of its own, on numbers nobody is likely to have. */
export const users = {
  passwd: ['postfix:x:7106:7113::/var/spool/postfix:/usr/sbin/nologin'],
  group: ['postfix:x:7113:', 'postdrop:x:7114:'],
} as const

export const queues = ['maildrop', 'incoming', 'active', 'deferred'].map((queue) => `spool/${queue}`)
export const faults = /\b(?:fatal|panic): /

/** The owner of the mailboxes: `nobody`, on every Debian. */
export const mailOwner = { uid: 65_534, gid: 65_534 } as const

/** Postfix by itself: it accepts, relays and stores mail; nobody can log in to it. */
export const postfix: ServerKind = {
  name: 'postfix',
  title: 'Postfix',
  packages: ['postfix'],
  programs: { Postfix: 'postfix' },
  settings,
  users,
  services: ['mx'],
  takesProxy: true,
  tls: 'offered',
  mailboxes: 'as-files',
  noLogin: 'Postfix alone has no passwords (it asks another program)',
  configures: (parts) => postfixConfiguration(parts),
  queues,
  faults,
  queueRuns: 'by-the-clock',
}

/** What a companion gives it: passwords, other rights to relay, more services. */
export interface Companion {
  /** Restrictions that permit, besides those of the settings. */
  readonly permits: readonly string[]
  readonly main: readonly string[]
  readonly listeners: Listeners
}

const alone: Companion = { permits: [], main: [], listeners: { mx: [] } }

/** Its part of a configuration. */
export function postfixConfiguration(parts: Parts, companion: Companion = alone): Configuration {
  return {
    files: {
      ...parts.settled.files,
      'etc/main.cf': mainFile(parts, companion),
      'etc/master.cf': masterFile(parts, companion.listeners),
    },
    start: [...makesFolders, 'exec /usr/lib/postfix/sbin/master -c /srv/etc'].join('\n'),
    reload,
    listening: listeningFor(companion.listeners),
  }
}

/**
 * Servers that wait for a client end once they hear of it, and might take one more before: they are given a moment
 * after master has said that it reloads.
 */
const reload = `reloads() { grep -c 'reload -- version' /srv/log/mail; }
before=$(reloads)
kill -HUP "$(tr -d ' ' </srv/spool/pid/master.pid)"
for _ in {1..100}; do
  if [ "$(reloads)" -gt "$before" ]; then break; fi
  sleep 0.02
done
sleep 0.3
`

function mainFile(parts: Parts, companion: Companion): string {
  const { settled, accounts } = parts
  const mailboxes = [...accounts.map(({ address }) => address), 'postmaster@local.test'].map((address) => {
    const [local, domain] = address.toLowerCase().split('@')
    return `{ ${address.toLowerCase()} = ${domain}/${local}/Maildir/ }`
  })
  const refusals = settled.lines('refusals')
  return [
    'compatibility_level = 3.6',
    'queue_directory = /srv/spool',
    'data_directory = /srv/data',
    'daemon_directory = /usr/lib/postfix/sbin',
    'command_directory = /usr/sbin',
    'shlib_directory = /usr/lib/postfix',
    'mail_owner = postfix',
    'setgid_group = postdrop',
    'maillog_file = /srv/log/mail',
    'maillog_file_prefixes = /srv',
    `import_environment = MAIL_CONFIG TZ LANG=C ${clockVariables.join(' ')}`,
    'inet_interfaces = 127.0.0.1',
    'inet_protocols = ipv4',
    `myhostname = ${stage.hostname}`,
    'myorigin = local.test',
    'mydestination =',
    `mynetworks = ${settled.lines('networks').join(' ')}`,
    'alias_maps =',
    'alias_database =',
    'local_recipient_maps =',
    'parent_domain_matches_subdomains =',
    `virtual_mailbox_domains = ${stage.localDomains.join(' ')}`,
    'virtual_mailbox_base = /srv/mail',
    'virtual_minimum_uid = 1',
    `virtual_mailbox_maps = inline:{ ${[...new Set(mailboxes)].join(', ')} }`,
    `virtual_uid_maps = static:${mailOwner.uid}`,
    `virtual_gid_maps = static:${mailOwner.gid}`,
    // Mail for elsewhere finds its way by MX, and the name servers know one host.
    'smtp_address_preference = ipv4',
    'smtp_host_lookup = dns',
    `smtpd_relay_restrictions = ${[...permits(settled, companion.permits), 'reject_unauth_destination'].join(', ')}`,
    `smtpd_recipient_restrictions = ${settled.lines('recipients').join(', ')}`,
    `smtpd_sender_restrictions = ${refusals.join(', ')}`,
    // No delay for errors: what a client sees must not depend on it.
    'smtpd_error_sleep_time = 0',
    'smtpd_client_connection_count_limit = 0',
    `smtpd_client_event_limit_exceptions = ${settled.lines('spared').join(' ')}`,
    ...relaysThrough(parts),
    ...certificate(parts),
    ...settled.lines('main'),
    ...companion.main,
    '',
  ].join('\n')
}

/** Between brackets: the host itself, and not what MX it has. */
function relaysThrough(parts: Parts): readonly string[] {
  const found = relayHostOf(parts)
  return found ? [`relayhost = [${found.host}]:${found.port}`] : []
}

/** STARTTLS is offered wherever a session begins without TLS. */
const certificate = ({ tls }: Parts): readonly string[] =>
  tls
    ? [
        `smtpd_tls_cert_file = ${tls.certificate}`,
        `smtpd_tls_key_file = ${tls.key}`,
        'smtpd_tls_security_level = may',
      ]
    : []

/** What gives a client the right to relay, in the order it is asked; nothing does where relaying is closed. */
const permits = ({ lines }: Parts['settled'], more: readonly string[]): readonly string[] =>
  lines('closed').length > 0 ? [] : ['permit_mynetworks', ...more, ...lines('permits')]

/** What a package's scripts would have done when it was installed. */
const makesFolders = [
  'mkdir -p /srv/data /srv/mail /srv/spool; cd /srv/spool',
  'mkdir -p active bounce corrupt defer deferred flush hold incoming maildrop pid private public saved trace',
  'chown postfix /srv/data active bounce corrupt defer deferred flush hold incoming private saved trace',
  'chown postfix:postdrop maildrop public; chmod 700 active bounce defer deferred flush hold incoming private',
  'chmod 1730 maildrop; chmod 2710 public; chmod 777 /srv/mail',
]
