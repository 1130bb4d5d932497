import { nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { networksOf } from '../adapter/named.ts'
import { relayHostRows } from '../adapter/relay-host.ts'
import {
  defaultRealm,
  ipv4Entries,
  passwordsWithinTls,
  restingRows,
  submissionPort,
  trustedNetworks,
  withoutLogins,
} from '../adapter/rows.ts'
import { rateRows } from './rates.ts'

/** Lines of bofh, the list of whom and what not to take. */
const bofh = (...lines: readonly string[]) => ({ lines: { bofh: lines } })

const relayMode: SettingRow = ({ policy }) => {
  if (policy.relay.mode === 'open') return { lines: { open: ['yes'] } }
  if (policy.relay.mode === 'none') return { lines: { closed: ['yes'] } }
  return nothing()
}

const trusted: SettingRow = (asked) => {
  const found = trustedNetworks(asked)
  return 'why' in found ? found : { lines: { trusted: found.networks } }
}

const trustedEntries: SettingRow = ({ policy }) => {
  const found = ipv4Entries(policy.relay.trustedEntries)
  if ('why' in found) return found
  const { addresses, senders } = found
  if (senders.length > 0) return { why: 'it grants relaying by address, not by sender' }
  return { lines: { trusted: addresses } }
}

const blockedSenders: SettingRow = ({ policy }) => {
  const found = ipv4Entries(policy.sender.block)
  if ('why' in found) return found
  const { addresses, senders } = found
  return {
    lines: {
      blocked: addresses,
      bofh: senders.map((sender) => `badfrom ${sender.includes('@') ? sender : `@${sender}`}`),
    },
  }
}

const access: SettingRow = ({ policy }) => {
  const found = networksOf(policy.access.exceptions)
  if ('why' in found) return found
  return policy.access.mode === 'denied'
    ? { lines: { deniesOthers: ['yes'], granted: found.networks } }
    : { lines: { blocked: found.networks } }
}

/** What Courier can be brought to. */
export const settings: SettingTable = {
  ...restingRows,
  'relay.trusted': trusted,
  'relay.trustedEntries': trustedEntries,
  'relay.mode': relayMode,
  // Read where the services are put together.
  'relay.acceptSmtpAuth': nothing,
  'auth.required': nothing,
  'submission.enabled': nothing,
  ...submissionPort,
  ...defaultRealm,
  ...passwordsWithinTls,
  ...withoutLogins(
    'its SMTP service does not learn of POP3 and IMAP logins, and its manual describes no way to tell it',
  ),
  'access.mode': access,
  'access.exceptions': nothing,
  'sender.block': blockedSenders,
  'sender.requireDnsDomain': ({ policy }) =>
    policy.sender.requireDnsDomain ? { lines: { dns: ['yes'] } } : nothing(),
  // Names of clients are not looked up: none is taken for a host of the domain, and those who may relay are left.
  'sender.rejectUnauthorizedLocal': ({ policy }) =>
    policy.sender.rejectUnauthorizedLocal ? { lines: { knownSenders: ['yes'] } } : nothing(),
  ...rateRows,
  'limits.connectionsPerIp': ({ policy }) => ({
    lines: {
      connections: policy.limits.connectionsPerIp === undefined ? [] : [`${policy.limits.connectionsPerIp}`],
    },
  }),
  'limits.recipients': ({ policy }) =>
    policy.limits.recipients === undefined ? nothing() : bofh(`maxrcpts ${policy.limits.recipients}`),
  'limits.messageSize': ({ policy }) => ({ lines: { size: [`${policy.limits.messageSize}`] } }),
  ...relayHostRows,
}
