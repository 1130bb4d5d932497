import { blockedSenders, relayMode, trustedAs, trustedEntries } from '../adapter/entries.ts'
import { type Asked, cannot, nothing, type SettingRow, type SettingTable } from '../adapter/fragments.ts'
import { stage } from '../adapter/kind.ts'
import { networksOf, sortedEntries } from '../adapter/named.ts'
import { relayHostRows } from '../adapter/relay-host.ts'
import { restingRows, submissionPort, withoutLogins } from '../adapter/rows.ts'
import { queueRows } from './queue.ts'
import { rateRows } from './rates.ts'

const main = (...lines: readonly string[]) => ({ lines: { main: lines } })
const permits = (...restrictions: readonly string[]) => ({ lines: { permits: restrictions } })
const refusals = (...restrictions: readonly string[]) => ({ lines: { refusals: restrictions } })

/** A restriction that defers unless told to refuse; where the name servers do not answer it defers all the same. */
const forGood = (code: string, restriction: string) => ({
  lines: { refusals: [restriction], main: [`${code} = 550`] },
})

/** An inline table: `inline:{ { a = OK }, { b = OK } }`. */
export const inline = (entries: readonly (readonly [string, string])[]): string =>
  `inline:{ ${entries.map(([key, value]) => `{ ${key} = ${value} }`).join(', ')} }`

const noPassword = cannot(
  'Postfix alone has no passwords (it asks another program), so nobody can authenticate',
)
/** Refuses senders of the domains hosted here, except from those who are known. */
export const localSendersAreKnown = (known: readonly string[]) =>
  refusals(...known, `check_sender_access ${inline(local)}`)

const local = stage.localDomains.map((domain) => [domain, 'REJECT'] as const)

const entries = trustedEntries(({ addresses }, policy) => ({
  lines: { networks: addresses.map((address) => `${address}/32`), permits: trustedSenders(policy) },
}))

/** Permits the domains and mailboxes that are trusted by name. */
export function trustedSenders({ relay }: Asked['policy']): readonly string[] {
  const { senders } = sortedEntries(relay.trustedEntries)
  return senders.length === 0
    ? []
    : [`check_sender_access ${inline(senders.map((sender) => [sender, 'permit']))}`]
}

const blocked = blockedSenders(({ addresses, senders }) => {
  const clients = addresses.map((address) => [address, 'REJECT'] as const)
  return refusals(
    ...(clients.length > 0 ? [`check_client_access ${inline(clients)}`] : []),
    ...(senders.length > 0
      ? [`check_sender_access ${inline(senders.map((sender) => [sender, 'REJECT']))}`]
      : []),
  )
})

const access: SettingRow = ({ policy }) => {
  const found = networksOf(policy.access.exceptions)
  if ('why' in found) return found
  const denied = policy.access.mode === 'denied'
  const rows = found.networks.map((network) => `${network} ${denied ? 'DUNNO' : 'REJECT'}\n`)
  return {
    files: { 'etc/access.cidr': `${rows.join('')}${denied ? '0.0.0.0/0 REJECT\n' : ''}` },
    // Clients are judged as they connect, and not once they name a recipient.
    lines: {
      main: [
        'smtpd_delay_reject = no',
        'smtpd_client_restrictions = check_client_access cidr:/srv/etc/access.cidr',
      ],
    },
  }
}

/** The settings that Postfix alone can meet. The order of the rows is the order of the restrictions. */
export const settings: SettingTable = {
  ...restingRows,
  'relay.trusted': trustedAs('networks'),
  'relay.trustedEntries': entries,
  'relay.mode': relayMode(permits('check_client_access static:OK')),
  'relay.acceptSmtpAuth': (asked) => (asked.policy.relay.acceptSmtpAuth ? noPassword() : nothing()),
  'auth.required': (asked) => (asked.policy.auth.required ? noPassword() : nothing()),
  ...withoutLogins('Postfix alone has no POP3 or IMAP to log in to'),
  'submission.enabled': (asked) => (asked.policy.submission.enabled ? noPassword() : nothing()),
  ...submissionPort,
  'sender.refuseNull': ({ policy }) =>
    policy.sender.refuseNull ? refusals(`check_sender_access ${inline([['<>', 'REJECT']])}`) : nothing(),
  'sender.requireDnsDomain': ({ policy }) =>
    policy.sender.requireDnsDomain
      ? forGood('unknown_address_reject_code', 'reject_unknown_sender_domain')
      : nothing(),
  'sender.requirePtr': ({ policy }) =>
    policy.sender.requirePtr
      ? forGood('unknown_client_reject_code', 'reject_unknown_reverse_client_hostname')
      : nothing(),
  'sender.block': blocked,
  'access.mode': access,
  'access.exceptions': nothing,
  // After all other refusals: those it lets pass are asked nothing more.
  'sender.rejectUnauthorizedLocal': ({ policy }) =>
    policy.sender.rejectUnauthorizedLocal ? localSendersAreKnown(['permit_mynetworks']) : nothing(),
  ...rateRows,
  ...relayHostRows,
  ...queueRows,
  'limits.connectionsPerIp': ({ policy }) =>
    main(`smtpd_client_connection_count_limit = ${policy.limits.connectionsPerIp ?? 0}`),
  'limits.failedCommands': ({ policy }) =>
    main(`smtpd_hard_error_limit = ${policy.limits.failedCommands ?? 1000}`),
  'limits.recipients': ({ policy }) => main(`smtpd_recipient_limit = ${policy.limits.recipients ?? 1000}`),
  // It counts the field it adds itself, and refuses as soon as the number is reached.
  'limits.hops': ({ policy }) => main(`hopcount_limit = ${(policy.limits.hops ?? 48) + 2}`),
  'limits.messageSize': ({ policy }) =>
    main(`message_size_limit = ${policy.limits.messageSize}`, 'virtual_mailbox_limit = 0'),
}
