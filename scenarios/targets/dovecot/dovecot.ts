import type { Service } from '#evidence'
import { clockVariables } from '../native/clock.ts'
import { servicesOf } from '../../evidence/services.ts'
import type { Parts } from '../adapter/kind.ts'

/** The table of logins by address, which the other half reads. */
export const loginsFile = '/srv/logins/logins.sqlite'
/** Where passwords are checked for the other half. */
export const saslSocket = '/srv/run/sasl'

/**
 * Log lines that tell of a fault in it. When the clock jumps, it takes a login process that has just started for one
 * that hangs, and ends it: that does not count as a fault.
 */
export const faults = /\b[Ff]atal: (?!.*child \d+ killed with signal 9)/

/** What the other half decides. */
export interface Shared {
  /** Logins over these are recorded. */
  readonly remembers: readonly ('pop3' | 'imap')[]
  /** The owner of the mailboxes. */
  readonly owner: { readonly user: string; readonly group: string }
}

/** POP3 and IMAP, and passwords. */
export function dovecotFiles(parts: Parts, { remembers, owner }: Shared) {
  return {
    'dovecot/dovecot.conf': mainFile(parts, owner),
    'dovecot/users': parts.accounts.map(({ login, password }) => `${login}:{PLAIN}${password}\n`).join(''),
    'dovecot/login.sh': afterLogin,
    'dovecot/remembered': remembers.map((protocol) => `${protocol}\n`).join(''),
  }
}

/** The services it can open. */
export const mailboxServices = servicesOf('pop3', 'imap')

/** What it is started with; it answers for the other half before that is started. */
export const dovecotStart = [
  'mkdir -p /srv/run /srv/state /srv/mail /srv/logins; chmod 777 /srv/mail; chmod 755 /srv/dovecot/login.sh',
  `sqlite3 ${loginsFile} 'CREATE TABLE IF NOT EXISTS logins(ip TEXT PRIMARY KEY, at INTEGER)'`,
  'cp /srv/dovecot/dovecot.conf /srv/state/read.conf',
  '/usr/sbin/dovecot -c /srv/dovecot/dovecot.conf',
].join('\n')

/**
 * Users are read at a login, but not twice within a second, so that one has to be over. Only where more has changed is
 * it told, and its socket waited for.
 */
export const dovecotReload = `sleep 1
if ! cmp -s /srv/dovecot/dovecot.conf /srv/state/read.conf; then
  cp /srv/dovecot/dovecot.conf /srv/state/read.conf
  kill -HUP "$(cat /srv/run/master.pid)"
  for _ in 1 2 3 4 5; do sleep 0.2; if [ -S ${saslSocket} ]; then break; fi; done
fi`

/**
 * Runs between a login and its answer, so that the login is recorded before the client has the answer. The last_login
 * plugin writes after the answer: a client that relays at once would be too early, and might find the table locked.
 */
const afterLogin = `#!/bin/bash
# It is started with a clean environment, and so without the turned clock.
. /srv/clock.env
protocol=$1
shift
if grep -qx "$protocol" /srv/dovecot/remembered; then
  sqlite3 -cmd '.timeout 2000' ${loginsFile} \
    "INSERT OR REPLACE INTO logins VALUES ('$IP', CAST(strftime('%s', 'now') AS INTEGER))"
fi
exec "$@"
`

const afterLoginOf = (protocol: 'pop3' | 'imap'): string => `service ${protocol} {
  executable = ${protocol} after-${protocol}
}
service after-${protocol} {
  executable = script-login /srv/dovecot/login.sh ${protocol}
  user = root
  unix_listener after-${protocol} {
  }
}
`

const certificate = (tls: Parts['tls']): string =>
  tls ? `ssl = yes\nssl_cert = <${tls.certificate}\nssl_key = <${tls.key}` : 'ssl = no'

/** Services run in no chroot, and failures are not answered slowly: the turned clock is seen, and stories are short. */
function mainFile({ settled, host, ports, tls, isProxied }: Parts, owner: Shared['owner']): string {
  const listener = (service: Service, isOpen: boolean): string =>
    `  inet_listener ${service} {\n    port = ${(isOpen && ports.get(service)) || 0}\n    haproxy = ${isProxied ? 'yes' : 'no'}\n  }\n`
  const listeners = (plain: Service, implicit: Service): string =>
    listener(plain, true) + listener(implicit, tls !== undefined)
  return `base_dir = /srv/run
state_dir = /srv/state
log_path = /srv/log/dovecot
protocols = pop3 imap
listen = ${host}
${certificate(tls)}
disable_plaintext_auth = ${settled.lines('withinTls').length > 0 ? 'yes' : 'no'}
auth_mechanisms = plain login cram-md5 apop
auth_failure_delay = 0
auth_username_format = %Lu
auth_cache_size = 0
default_internal_user = nobody
default_internal_group = nogroup
default_login_user = nobody
first_valid_uid = 1
import_environment = TZ ${clockVariables.join(' ')}
mail_location = maildir:~/Maildir
mail_max_userip_connections = 1000
${isProxied ? 'haproxy_trusted_networks = 0.0.0.0/0\n' : ''}passdb {
  driver = passwd-file
  args = scheme=plain /srv/dovecot/users
}
userdb {
  driver = static
  args = uid=${owner.user} gid=${owner.group} home=/srv/mail/%d/%n
}
service pop3-login {
  chroot =
  process_min_avail = 1
${listeners('pop3', 'pop3s')}}
service imap-login {
  chroot =
  process_min_avail = 1
${listeners('imap', 'imaps')}}
service auth {
  unix_listener sasl {
    mode = 0666
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
${afterLoginOf('pop3')}${afterLoginOf('imap')}${settled
    .lines('realm')
    .map((domain) => `auth_default_realm = ${domain}\n`)
    .join('')}`
}
