import { blockedSenders, relayMode, trustedAs, trustedEntries } from '../adapter/entries.ts'
import { cannot, nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { networksOf } from '../adapter/named.ts'
import { relayHostRows } from '../adapter/relay-host.ts'
import {
  restingRows,
  rightsElsewhere,
  submissionPort,
  unless,
  withoutGreylist,
  withoutLogins,
} from '../adapter/rows.ts'
import { clientRows, row } from './access.ts'
import { defines, feature, rule } from './macros.ts'
import { clientsHaveNames, localSendersAreKnown } from './rulesets.ts'

/** Lines of the file the configuration is made from. */
const main = (...lines: readonly string[]) => ({ lines: { main: lines } })
const checksMail = (...rules: readonly string[]) => ({ lines: { checkMail: rules } })

const trusted: SettingRow = (asked) => {
  const named = asked.policy.relay.trusted.patterns.find(({ form }) => form === 'host-name')
  if (named) return { why: 'it accepts a name for a client only if the address resolves back to that name' }
  return trustedAs('networks')(asked)
}

/** With relay_hosts_only a domain stands for itself, and for none below it. */
const entries = trustedEntries(({ addresses, senders }) => ({
  lines: {
    networks: addresses,
    ...(senders.length > 0 && {
      main: [feature('relay_hosts_only'), feature('relay_mail_from', 'domain')],
      access: senders.map((sender) => row(`From:${sender}`, 'RELAY')),
    }),
  },
}))

const blocked = blockedSenders(({ addresses, senders }) => {
  const domain = senders.find((sender) => !sender.includes('@'))
  if (domain !== undefined) return { why: `${domain}: its table would also block the subdomains` }
  return {
    lines: {
      access: [
        ...addresses.map((address) => row(`Connect:${address}`, 'REJECT')),
        ...senders.map((sender) => row(`From:${sender}`, 'REJECT')),
      ],
    },
  }
})

const perMessage = 'it limits how often a client connects; it does not count messages'

const rate: SettingRow = ({ policy }) =>
  policy.limits.rateEnabled && policy.limits.messagesPerMinute !== undefined ? { why: perMessage } : nothing()

/** What sendmail can be brought to. */
export const settings: SettingTable = {
  ...restingRows,
  'relay.trusted': trusted,
  'relay.trustedEntries': entries,
  'relay.mode': relayMode(main(feature('promiscuous_relay'))),
  ...rightsElsewhere,
  'auth.defaultDomain': ({ policy }) =>
    policy.auth.defaultDomain === undefined
      ? nothing()
      : main(defines('confAUTH_REALM', policy.auth.defaultDomain)),
  'auth.failureCancelsAddress': unless(
    ({ auth }) => auth.failureCancelsAddress,
    'none of its rules can tell that a client failed to authenticate',
  ),
  ...withoutLogins('sendmail has no POP3 or IMAP to log in to'),
  ...submissionPort,
  'sender.refuseNull': ({ policy }) =>
    policy.sender.refuseNull
      ? checksMail(rule('<>', '$#error $@ 5.7.1 $: "550 a sender is needed"'))
      : nothing(),
  'sender.requireDnsDomain': ({ policy }) =>
    policy.sender.requireDnsDomain ? { lines: { resolves: ['yes'] } } : nothing(),
  'sender.requirePtr': ({ policy }) =>
    policy.sender.requirePtr ? checksMail(...clientsHaveNames) : nothing(),
  'sender.block': blocked,
  'sender.rejectUnauthorizedLocal': ({ policy }) =>
    policy.sender.rejectUnauthorizedLocal ? checksMail(...localSendersAreKnown) : nothing(),
  'limits.rateEnabled': nothing,
  'limits.messagesPerMinute': rate,
  'limits.messagesPerHour': ({ policy }) =>
    policy.limits.messagesPerHour === undefined ? nothing() : { why: perMessage },
  // Nobody needs to be spared where nothing is counted.
  'limits.exemptWhitelisted': nothing,
  'limits.exemptGroup': nothing,
  'limits.connectionsPerIp': ({ policy }) => {
    if (policy.limits.connectionsPerIp === undefined) return nothing()
    const spared = networksOf(policy.limits.exemptGroup)
    if ('why' in spared) return spared
    return {
      lines: {
        main: [feature('conncontrol', '', 'terminate')],
        access: [
          ...clientRows('ClientConn', spared.networks, '0'),
          row('ClientConn:', String(policy.limits.connectionsPerIp)),
        ],
      },
    }
  },
  'limits.failedCommands': cannot('its limit of bad commands is fixed at compile time'),
  'limits.unknownRecipients': cannot('it cannot block a client for a time; it only slows sessions down'),
  'limits.recipients': ({ policy }) =>
    main(defines('confMAX_RCPTS_PER_MESSAGE', policy.limits.recipients ?? 0)),
  // It counts the field it adds itself.
  'limits.hops': ({ policy }) =>
    policy.limits.hops === undefined ? nothing() : main(defines('confMAX_HOP', policy.limits.hops + 1)),
  'limits.messageSize': ({ policy }) => main(defines('confMAX_MESSAGE_SIZE', policy.limits.messageSize)),
  ...relayHostRows,
  ...withoutGreylist('it has no greylisting of its own; third-party filters provide it'),
  'relay.hostsFile': cannot("it does not read the product's own hosts file"),
  'submission.bypassFile': cannot("it does not read the product's own bypass file"),
}
