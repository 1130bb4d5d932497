import { blockedSenders, relayMode, trustedAs, trustedEntries } from '../adapter/entries.ts'
import { nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { networksOf } from '../adapter/named.ts'
import { relayHostRows } from '../adapter/relay-host.ts'
import {
  defaultRealm,
  passwordsWithinTls,
  restingRows,
  rightsElsewhere,
  submissionPort,
  withoutLogins,
} from '../adapter/rows.ts'
import { rateRows } from './rates.ts'

/** Lines of bofh, the list of whom and what not to take. */
const bofh = (...lines: readonly string[]) => ({ lines: { bofh: lines } })

const entries = trustedEntries(({ addresses, senders }) =>
  senders.length > 0
    ? { why: 'it grants relaying by address, not by sender' }
    : { lines: { trusted: addresses } },
)

const blocked = blockedSenders(({ addresses, senders }) => ({
  lines: {
    blocked: addresses,
    bofh: senders.map((sender) => `badfrom ${sender.includes('@') ? sender : `@${sender}`}`),
  },
}))

const access: SettingRow = ({ policy }) => {
  const found = networksOf(policy.access.exceptions)
  if ('why' in found) return found
  return policy.access.mode === 'denied'
    ? { lines: { deniesOthers: ['yes'], granted: found.networks } }
    : { lines: { blocked: found.networks } }
}

/** The settings that Courier can meet. */
export const settings: SettingTable = {
  ...restingRows,
  'relay.trusted': trustedAs('trusted'),
  'relay.trustedEntries': entries,
  'relay.mode': relayMode({ lines: { open: ['yes'] } }),
  ...rightsElsewhere,
  ...submissionPort,
  ...defaultRealm,
  ...passwordsWithinTls,
  ...withoutLogins(
    'its SMTP service does not learn of POP3 and IMAP logins, and its manual describes no way to tell it',
  ),
  'access.mode': access,
  'access.exceptions': nothing,
  'sender.block': blocked,
  'sender.requireDnsDomain': ({ policy }) =>
    policy.sender.requireDnsDomain ? { lines: { dns: ['yes'] } } : nothing(),
  // Names of clients are not looked up: none is taken for a host of the domain, and those who may relay are left.
  'sender.rejectUnauthorizedLocal': ({ policy }) =>
    policy.sender.rejectUnauthorizedLocal ? { lines: { knownSenders: ['yes'] } } : nothing(),
  ...rateRows,
  'limits.connectionsPerIp': ({ policy }) =>
    policy.limits.connectionsPerIp !== undefined && !policy.limits.exemptGroup.isEmpty
      ? { why: 'its limit on connections spares nobody' }
      : {
          lines: {
            connections:
              policy.limits.connectionsPerIp === undefined ? [] : [`${policy.limits.connectionsPerIp}`],
          },
        },
  'limits.recipients': ({ policy }) =>
    policy.limits.recipients === undefined ? nothing() : bofh(`maxrcpts ${policy.limits.recipients}`),
  'limits.messageSize': ({ policy }) => ({ lines: { size: [`${policy.limits.messageSize}`] } }),
  ...relayHostRows,
}
