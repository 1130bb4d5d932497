import type { Service } from '#evidence'
import { type Parts, stage } from '../adapter/kind.ts'
import { type RelayHost, relayHostOf } from '../adapter/relay-host.ts'
import { submits, takesPasswords } from '../adapter/rights.ts'

/** A Haraka with a configuration of its own: one that takes mail, and where submission is apart one for that. */
export interface Role {
  readonly name: 'mx' | 'submission'
  readonly services: readonly Service[]
  readonly hasAuth: boolean
}

/** A plugin offers AUTH on every port: a product that has it on one of two takes two Harakas. */
export function rolesOf({ asked, tls }: Parts): readonly Role[] {
  const hasAuth = takesPasswords(asked)
  const implicit = tls ? (['submissions'] as const) : []
  return submits(asked)
    ? [
        { name: 'mx', services: ['mx'], hasAuth: false },
        { name: 'submission', services: ['submission', ...implicit], hasAuth },
      ]
    : [{ name: 'mx', services: ['mx', ...implicit], hasAuth }]
}

/** The sections of an ini file. */
const ini = (sections: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(sections)
    .map(([name, lines]) => [`[${name}]`, ...lines, ''].join('\n'))
    .join('')

const list = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

export const redisSocket = '/srv/redis/socket'

/** Whom it runs as once its ports are open, and whom the mailboxes belong to. */
export const owner = { user: 'nobody', group: 'nogroup' } as const

/** Whether a policy takes the counts that Redis keeps. */
export const counts = ({ settled }: Parts): boolean =>
  settled.lines('rate').length > 0 || settled.lines('limits').length > 0

/** Its config folder: file name → text. What a file leaves out is as the plugin has it. */
export const configFiles = (role: Role, parts: Parts): Readonly<Record<string, string>> => ({
  me: `${stage.hostname}\n`,
  plugins: list(pluginsOf(role, parts)),
  'log.ini': ini({ main: ['level=notice', 'timestamps=true'] }),
  'smtp.ini': ini({
    main: [
      `listen=${role.services.map((service) => `${parts.host}:${parts.ports.get(service) ?? 0}`).join(',')}`,
      'nodes=0',
      `user=${owner.user}`,
      `group=${owner.group}`,
      // An open session goes on when the listener gives way to a new one.
      'graceful_shutdown=true',
    ],
  }),
  'connection.ini': connection(parts),
  'outbound.ini': ini({ main: ['local_mx_ok=true', 'enable_tls=false', 'inet_prefer=v4'] }),
  'tls.ini': ini({
    main: parts.tls ? [`key=${parts.tls.key}`, `cert=${parts.tls.certificate}`] : [],
    redis: ['disable_for_failed_hosts=false'],
  }),
  host_list: list(stage.localDomains),
  mailboxes: list([
    ...new Set([...parts.accounts.map(({ address }) => address.toLowerCase()), 'postmaster@local.test']),
  ]),
  'host_list.anti_spoof': list(parts.settled.lines('antiSpoof')),
  relay_acl_allow: list(parts.settled.lines('networks')),
  'relay.ini': ini({
    relay: ['acl=true', `force_routing=${relayHostOf(parts) !== undefined}`, ...parts.settled.lines('relay')],
  }),
  'relay_dest_domains.ini': ini({ domains: routes(relayHostOf(parts)) }),
  'auth_flat_file.ini': ini({
    core: ['methods=PLAIN,LOGIN,CRAM-MD5', 'constrain_sender=false'],
    users: usersOf(parts),
  }),
  // A failed login is answered as fast as any other.
  'auth/flat_file.timeout': '1\n',
  ...limitFiles(parts),
  ...accessFiles(parts),
  'bounce.ini': ini({
    check: ['single_recipient=false', 'bounce_spf=false', 'hash_date=false'],
    reject: ['single_recipient=false', 'bad_rcpt=false', 'all_bounces=true'],
  }),
  // Here the whole world is on the loopback. A domain without MX is reached at its address: only so does that count.
  'mail_from.is_resolvable.ini': ini({
    main: [String.raw`re_bogus_ip=^0\.0\.0\.0$`, 'allow_mx_ip=true'],
    reject: ['no_mx=deny'],
  }),
})

const routes = (relayHost: RelayHost | undefined): readonly string[] =>
  relayHost ? [`any={"nexthop":"${relayHost.host}:${relayHost.port}"}`] : []

/** In the order they are asked. A client that may relay is asked nothing after the plugin that says so. */
const pluginsOf = ({ hasAuth }: Role, parts: Parts): readonly string[] => [
  'ready',
  ...(parts.tls ? ['tls'] : []),
  ...(hasAuth ? ['auth/flat_file'] : []),
  ...new Set(parts.settled.lines('plugins')),
  'mailboxes',
  ...(counts(parts) ? ['limit'] : []),
  ...(parts.settled.lines('closed').length > 0 ? [] : ['relay']),
  'rcpt_to.in_host_list',
]

/** A name without a domain is one of the default domain. */
const usersOf = ({ asked, accounts }: Parts): readonly string[] =>
  accounts.flatMap(({ login, password }) => {
    const [local, domain] = login.split('@')
    return [
      `${login}=${password}`,
      ...(domain === asked.policy.auth.defaultDomain ? [`${local}=${password}`] : []),
    ]
  })

/** Of this file nothing may be left out. */
const connection = ({ settled }: Parts): string =>
  ini({
    main: ['smtputf8=true'],
    haproxy: ['enabled=false'],
    headers: ['max_lines=1000', 'max_received=100', ...settled.lines('headers')],
    max: [
      'bytes=26214400',
      'mime_parts=1000',
      'line_length=512',
      'data_line_length=992',
      ...settled.lines('max'),
    ],
    message: ['helo=Haraka is at your service.', 'close=closing connection.'],
    uuid: ['banner_chars=6', 'deny_chars=0'],
  })

/** As shipped, the loopback is free of rates: the empty value takes that back. */
const limitFiles = ({ settled }: Parts) => ({
  'limit.ini': ini({
    main: ['tarpit_delay=0'],
    redis: [`path=${redisSocket}`, ...settled.lines('limits')],
    rate_rcpt_host: [
      '127=',
      'default=0',
      ...(settled.lines('rate').length > 0 ? ['enabled=true'] : []),
      ...settled.lines('rate'),
    ],
  }),
  'redis.ini': ini({ server: [`path=${redisSocket}`], pubsub: [`path=${redisSocket}`] }),
})

const accessFiles = ({ settled }: Parts) => ({
  'access.ini': ini({ check: ['any=false', 'conn=true', 'mail=true', 'rcpt=false'] }),
  'connect.rdns_access.whitelist_regex': list(settled.lines('welcomeClients')),
  'connect.rdns_access.blacklist_regex': list(settled.lines('blockedClients')),
  'mail_from.access.whitelist': '',
  'mail_from.access.whitelist_regex': '',
  'mail_from.access.blacklist_regex': list(settled.lines('blockedSenders')),
})
