import { blockedSenders, relayMode, trustedEntries } from '../adapter/entries.ts'
import { cannot, nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { hostsOf } from '../adapter/named.ts'
import { relayHostRows } from '../adapter/relay-host.ts'
import {
  defaultRealm,
  passwordsWithinTls,
  restingRows,
  rightsElsewhere,
  submissionPort,
  trustedHosts,
  withoutLogins,
} from '../adapter/rows.ts'
import { hostList, listed, senderPattern } from './lists.ts'
import { rateRows } from './rates.ts'

const main = (...lines: readonly string[]) => ({ lines: { main: lines } })
/** Statements asked at MAIL, of everybody. */
const atMail = (...lines: readonly string[]) => ({ lines: { mail: lines } })

const trusted: SettingRow = (asked) => {
  const found = trustedHosts(asked)
  return 'why' in found ? found : { lines: { networks: hostList(found) } }
}

const entries = trustedEntries(({ addresses, senders }) => ({
  lines: {
    networks: addresses,
    ...(senders.length > 0 && { permits: [`accept senders = ${listed(senders.map(senderPattern))}`] }),
  },
}))

const blocked = blockedSenders(({ addresses, senders }) =>
  atMail(
    ...(addresses.length > 0 ? [`deny hosts = ${listed(addresses)}`] : []),
    ...(senders.length > 0 ? [`deny senders = ${listed(senders.map(senderPattern))}`] : []),
  ),
)

const access: SettingRow = ({ policy }) => {
  const found = hostsOf(policy.access.exceptions)
  if ('why' in found) return found
  const condition = policy.access.mode === 'denied' ? '!hosts' : 'hosts'
  return { lines: { connect: [`deny ${condition} = ${listed(hostList(found))}`] } }
}

/** Refuses senders of the domains hosted here, except from those who are known. */
export const localSendersAreKnown = (known: readonly string[]) =>
  atMail('deny message = authentication required', '     sender_domains = +local_domains', ...known)

/** What makes a client known: each a condition that is not to hold. */
export const known = ['     !hosts = +relay_hosts', '     !authenticated = *']

/** The settings that Exim alone can meet; statements are in the order of the rows. */
export const settings: SettingTable = {
  ...restingRows,
  'relay.trusted': trusted,
  'relay.trustedEntries': entries,
  'relay.mode': relayMode({ lines: { permits: ['accept'] } }),
  ...rightsElsewhere,
  ...defaultRealm,
  ...passwordsWithinTls,
  'auth.failureCancelsAddress': ({ policy }) => ({
    lines: {
      trustOnlyIf: policy.auth.failureCancelsAddress
        ? ['       condition = ${if eq{$authentication_failed}{0}}']
        : [],
    },
  }),
  ...withoutLogins('Exim alone has no POP3 or IMAP to log in to'),
  ...submissionPort,
  'access.mode': access,
  'access.exceptions': nothing,
  'sender.refuseNull': ({ policy }) => (policy.sender.refuseNull ? atMail('deny senders = :') : nothing()),
  'sender.requireDnsDomain': ({ policy }) =>
    policy.sender.requireDnsDomain
      ? atMail('deny !senders = :', '     !sender_domains = +local_domains', '     !verify = sender')
      : nothing(),
  'sender.requirePtr': ({ policy }) =>
    policy.sender.requirePtr
      ? atMail('deny condition = ${lookup dnsdb{ptr=$sender_host_address}{no}{yes}}')
      : nothing(),
  'sender.block': blocked,
  'sender.rejectUnauthorizedLocal': ({ policy }) =>
    policy.sender.rejectUnauthorizedLocal ? localSendersAreKnown(known) : nothing(),
  ...rateRows,
  ...relayHostRows,
  'queue.retryInterval': cannot('its retry times belong to a host, not to a message'),
  'queue.expireAfter': cannot(
    'it gives mail up by the time for which a host has failed, not by the age of the message',
  ),
  'queue.maxThreads': cannot(
    'it limits the processes that run its queue, not the messages that are sent at the same time',
  ),
  'limits.connectionsPerIp': ({ policy }) =>
    main(
      `smtp_accept_max_per_host = \${if match_ip{$sender_host_address}{+spared_hosts}{0}{${policy.limits.connectionsPerIp ?? 0}}}`,
    ),
  'limits.failedCommands': ({ policy }) => {
    const most = policy.limits.failedCommands ?? 1000
    return { lines: { failed: [`smtp_max_unknown_commands = ${most}`, `smtp_max_synprot_errors = ${most}`] } }
  },
  'limits.recipients': ({ policy }) => main(`recipients_max = ${policy.limits.recipients ?? 0}`),
  // It counts the field it adds itself.
  'limits.hops': ({ policy }) => main(`received_headers_max = ${(policy.limits.hops ?? 999) + 1}`),
  'limits.messageSize': ({ policy }) => main(`message_size_limit = ${policy.limits.messageSize}`),
}
