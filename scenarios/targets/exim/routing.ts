import type { Parts } from '../adapter/kind.ts'
import { relayHostOf, type RelayHost } from '../adapter/relay-host.ts'

/** Mail for elsewhere goes by MX, or all of it to one host; it is not a loop if that is this machine. */
export const routing = (parts: Parts): readonly string[] => [
  'begin routers',
  'mailboxes:',
  '  driver = accept',
  '  domains = +local_domains',
  '  address_data = ${lookup{${lc:$local_part@$domain}}lsearch{/srv/etc/mailboxes}{$value}fail}',
  '  transport = maildir',
  '  no_more',
  'elsewhere:',
  ...wayOut(relayHostOf(parts)),
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
  '* * F,4d,10s',
]

const wayOut = (relayHost: RelayHost | undefined): readonly string[] =>
  relayHost
    ? ['  driver = manualroute', `  route_list = * ${relayHost.host}::${relayHost.port}`]
    : ['  driver = dnslookup']
