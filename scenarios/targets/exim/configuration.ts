import { clockVariables } from '../native/clock.ts'
import { type Parts, stage } from '../adapter/kind.ts'
import { servicesOf } from '../../evidence/services.ts'
import { listeningFor } from '../adapter/listening.ts'
import { submits, takesPasswords } from '../adapter/rights.ts'
import { authenticators } from './authenticators.ts'
import { listed } from './lists.ts'
import { routing } from './routing.ts'

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

/** Tells in a condition whether a session came to where mail is submitted. */
const isSubmitted = ({ ports }: Parts): string =>
  `inlist{$received_port}{${ports.get('submission') ?? 0}:${ports.get('submissions') ?? 0}}`

/** exim.conf: options, access lists, and where mail goes. */
export const mainFile = (parts: Parts, companion: Companion): string =>
  [
    ...options(parts),
    ...accessLists(parts, companion),
    ...routing(parts),
    'begin authenticators',
    ...authenticators({
      realm: parts.settled.lines('realm')[0],
      withinTls: parts.settled.lines('withinTls').length > 0,
    }),
    '',
  ].join('\n')

function options(parts: Parts): readonly string[] {
  const { settled, host, ports, isProxied } = parts
  const services = listeningFor(servicesOf('smtp'), parts)
  const failed = settled.lines('failed')
  return [
    `primary_hostname = ${stage.hostname}`,
    `qualify_domain = ${stage.localDomains[0]}`,
    `local_interfaces = <; ${services.map((service) => `${host}.${ports.get(service) ?? 0}`).join(' ; ')}`,
    'disable_ipv6 = true',
    ...(isProxied ? ['hosts_proxy = *'] : []),
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
    `auth_advertise_hosts = ${advertised(parts)}`,
    ...certificate(parts),
    'host_lookup =',
    // A socket all servers of this machine would share.
    'notifier_socket =',
    'rfc1413_hosts =',
    // Settings that are not asked for set no limit.
    'smtp_accept_max = 200',
    'smtp_accept_queue_per_connection = 0',
    'smtp_accept_max_nonmail = 10000',
    ...(failed.length > 0 ? failed : ['smtp_max_unknown_commands = 1000', 'smtp_max_synprot_errors = 1000']),
    ...settled.lines('main'),
  ]
}

/** A product with a port for submission has AUTH there and nowhere else. */
function advertised(parts: Parts): string {
  if (!takesPasswords(parts.asked)) return ''
  return submits(parts.asked) ? `\${if ${isSubmitted(parts)}{*}{}}` : '*'
}

/** STARTTLS is offered wherever a session begins without TLS. */
const certificate = ({ tls, ports }: Parts): readonly string[] =>
  tls
    ? [
        'tls_advertise_hosts = *',
        `tls_certificate = ${tls.certificate}`,
        `tls_privatekey = ${tls.key}`,
        `tls_on_connect_ports = ${ports.get('submissions') ?? 0}`,
      ]
    : ['tls_advertise_hosts =']

function accessLists(parts: Parts, { connect, permits, known }: Companion): readonly string[] {
  const { asked, settled } = parts
  const submitted = `     condition = \${if ${isSubmitted(parts)}}`
  const onlyKnown = [
    'deny message = authentication required',
    submitted,
    '     !hosts = +relay_hosts',
    '     !authenticated = *',
    ...known,
    'deny message = no such sender',
    submitted,
    '     sender_domains = +local_domains',
    '     !verify = sender',
  ]
  const closed = settled.lines('closed').length > 0
  return [
    'begin acl',
    'at_connect:',
    ...[...settled.lines('connect'), ...connect].map(indented),
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
