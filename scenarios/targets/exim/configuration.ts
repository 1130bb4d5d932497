import { clockVariables } from '../native/clock.ts'
import type { Asked } from '../native/fragments.ts'
import { stage, type Parts } from '../native/kind.ts'
import { authenticators } from './authenticators.ts'
import { listed } from './lists.ts'

/** What a companion adds. */
export interface Companion {
  /** Statements asked when a session begins. */
  readonly connect: readonly string[]
  /** Statements at RCPT that let a client relay, besides those of the settings. */
  readonly permits: readonly string[]
  /** Conditions that are not to hold for a client to be turned away where mail is submitted. */
  readonly known: readonly string[]
}

export const alone: Companion = { connect: [], permits: [], known: [] }

/** Whether there is a port for submission. */
export const submits = ({ policy, written }: Asked): boolean =>
  written.has('submission.enabled') && policy.submission.enabled

/** AUTH is offered unless that is written off, in the word of either kind of product. */
const takesPasswords = ({ policy, written }: Asked): boolean =>
  !(written.has('relay.acceptSmtpAuth') && !policy.relay.acceptSmtpAuth) &&
  !(written.has('auth.required') && !policy.auth.required)

/** exim.conf: options, access lists, and where mail goes. */
export const mainFile = (parts: Parts, companion: Companion): string =>
  [
    ...options(parts),
    ...accessLists(parts, companion),
    ...routing,
    'begin authenticators',
    ...authenticators(parts.settled.lines('realm')[0]),
    '',
  ].join('\n')

function options({ asked, settled, host, ports }: Parts): readonly string[] {
  const services = (['mx', 'submission'] as const).slice(0, submits(asked) ? 2 : 1)
  const failed = settled.lines('failed')
  return [
    `primary_hostname = ${stage.hostname}`,
    `qualify_domain = ${stage.localDomains[0]}`,
    `local_interfaces = <; ${services.map((service) => `${host}.${ports.get(service) ?? 0}`).join(' ; ')}`,
    'disable_ipv6 = true',
    'spool_directory = /srv/spool',
    'log_file_path = /srv/log/%s',
    `keep_environment = ^TZ$ : ${clockVariables.map((name) => `^${name}$`).join(' : ')}`,
    'timezone = UTC',
    'deliver_drop_privilege = true',
    `domainlist local_domains = ${stage.localDomains.join(' : ')}`,
    `hostlist relay_hosts = ${listed(settled.lines('networks'))}`,
    `hostlist spared_hosts = ${listed(settled.lines('sparedHosts'))}`,
    `addresslist spared_senders = ${listed(settled.lines('sparedSenders'))}`,
    'acl_smtp_connect = at_connect',
    'acl_smtp_mail = at_mail',
    'acl_smtp_rcpt = at_rcpt',
    'acl_smtp_data = at_data',
    `auth_advertise_hosts = ${advertised(asked, ports.get('submission') ?? 0)}`,
    'tls_advertise_hosts =',
    'host_lookup =',
    'rfc1413_hosts =',
    // Whatever is not asked for is no limit.
    'smtp_accept_max = 200',
    'smtp_accept_queue_per_connection = 0',
    'smtp_accept_max_nonmail = 10000',
    ...(failed.length > 0 ? failed : ['smtp_max_unknown_commands = 1000', 'smtp_max_synprot_errors = 1000']),
    ...settled.lines('main'),
  ]
}

/** A product with a port for submission has AUTH there and nowhere else. */
function advertised(asked: Asked, port: number): string {
  if (!takesPasswords(asked)) return ''
  return submits(asked) ? `\${if eq{$received_port}{${port}}{*}{}}` : '*'
}

function accessLists(
  { asked, settled, ports }: Parts,
  { connect, permits, known }: Companion,
): readonly string[] {
  const onlyKnown = [
    'deny message = authentication required',
    `     condition = \${if eq{$received_port}{${ports.get('submission') ?? 0}}}`,
    '     !hosts = +relay_hosts',
    '     !authenticated = *',
    ...known,
    'deny message = no such sender',
    `     condition = \${if eq{$received_port}{${ports.get('submission') ?? 0}}}`,
    '     authenticated = *',
    '     sender_domains = +local_domains',
    '     !verify = sender',
  ]
  const closed = settled.lines('closed').length > 0
  return [
    'begin acl',
    'at_connect:',
    ...connect.map(indented),
    '  accept',
    'at_mail:',
    ...settled.lines('mail').map(indented),
    ...(submits(asked) ? onlyKnown : []).map(indented),
    '  accept',
    'at_rcpt:',
    '  deny message = no such mailbox',
    '       domains = +local_domains',
    '       !verify = recipient',
    '  accept domains = +local_domains',
    ...(closed
      ? []
      : [
          'accept hosts = +relay_hosts',
          ...settled.lines('trustOnlyIf'),
          'accept authenticated = *',
          ...permits,
          ...settled.lines('permits'),
        ]
    ).map(indented),
    '  deny message = relay not permitted',
    'at_data:',
    ...settled.lines('data').map(indented),
    '  accept',
  ]
}

const indented = (line: string): string => `  ${line}`

/** Mail for elsewhere finds its way by MX; this machine being the way is no loop. */
const routing = [
  'begin routers',
  'mailboxes:',
  '  driver = accept',
  '  domains = +local_domains',
  '  address_data = ${lookup{${lc:$local_part@$domain}}lsearch{/srv/etc/mailboxes}{$value}fail}',
  '  transport = maildir',
  '  no_more',
  'elsewhere:',
  '  driver = dnslookup',
  '  domains = !+local_domains',
  '  self = send',
  '  transport = smtp',
  'begin transports',
  'maildir:',
  '  driver = appendfile',
  '  directory = /srv/mail/$address_data',
  '  maildir_format',
  '  create_directory',
  '  return_path_add',
  '  delivery_date_add',
  'smtp:',
  '  driver = smtp',
  '  allow_localhost',
  '  hosts_avoid_tls = *',
  '  hosts_try_fastopen =',
  'begin retry',
  '* * F,1h,10s',
]
