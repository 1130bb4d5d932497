import type { Policy, SettingKey } from '#policy-document'
import { nothing, type Asked, type SettingRow, type SettingTable } from './fragments.ts'
import { hostsOf, networksOf, sortedEntries, type NamedHosts } from './named.ts'

// Rows common to many servers, because they depend on the policy more than on the server.

type Why = { readonly why: string }

/** Settings that are read where listeners and rights are put together, or that do nothing by themselves. */
export const readElsewhere = (...keys: readonly SettingKey[]): SettingTable =>
  Object.fromEntries(keys.map((key) => [key, nothing]))

/** Settings that need no configuration of their own: they name things, or give the values of another setting. */
export const restingRows: SettingTable = readElsewhere(
  'ipGroups',
  'trust.whitelistTrusted',
  'popBeforeSmtp.window',
  'popBeforeSmtp.logins',
)

/** Rights that are read where listeners and users are put together. */
export const rightsElsewhere: SettingTable = readElsewhere(
  'relay.acceptSmtpAuth',
  'auth.required',
  'submission.enabled',
)

/** A row that is met while a switch is off and cannot be met while it is on. */
export const unless =
  (isOn: (policy: Policy) => boolean, why: string): SettingRow =>
  ({ policy }) =>
    isOn(policy) ? { why } : nothing()

/** POP before SMTP, for servers that do not learn of logins. */
export const withoutLogins = (why: string): SettingTable => ({
  'popBeforeSmtp.enabled': unless(({ popBeforeSmtp }) => popBeforeSmtp.enabled, why),
})

/** Greylisting, for servers without it. */
export const withoutGreylist = (why: string): SettingTable => ({
  'greylist.enabled': unless(({ greylist }) => greylist.enabled, why),
  ...readElsewhere('greylist.delay', 'greylist.retention'),
})

/** Submission is always on port 587. */
export const submissionPort: SettingTable = {
  'submission.port': unless(
    ({ submission }) => submission.port !== 587,
    'its submission service is always on port 587',
  ),
}

/** Networks that may relay; none while an option that this depends on is off. */
export function trustedNetworks(asked: Asked): { readonly networks: readonly string[] } | Why {
  const found = networksOf(asked.policy.relay.trusted)
  return 'why' in found || isTrustInForce(asked) ? found : { networks: [] }
}

/** The same for a server that looks names up itself. */
export function trustedHosts(asked: Asked): NamedHosts | Why {
  const found = hostsOf(asked.policy.relay.trusted)
  return 'why' in found || isTrustInForce(asked) ? found : { networks: [], names: [] }
}

const isTrustInForce = ({ conduct, policy }: Asked): boolean =>
  !conduct.trustNeedsWhitelisting || policy.trust.whitelistTrusted

/**
 * Exempt networks, for servers that exempt clients by address only.
 *
 * @param spares what becomes of the networks
 */
export const sparedNetworks = (
  spares: (networks: readonly string[]) => ReturnType<SettingRow>,
): SettingTable => ({
  'limits.exemptWhitelisted': ({ policy, written }) => {
    if (!policy.limits.exemptWhitelisted) return nothing()
    const found = networksOf(policy.relay.trusted)
    if ('why' in found) return found
    const { addresses, senders } = sortedEntries(policy.relay.trustedEntries)
    if (senders.length > 0) return { why: 'it exempts clients from a limit by address, not by sender' }
    const networks = written.has('relay.trusted') ? found.networks : []
    return spares([...networks, ...addresses.map((address) => `${address}/32`)])
  },
  'limits.exemptGroup': ({ policy }) => {
    const found = networksOf(policy.limits.exemptGroup)
    return 'why' in found ? found : spares(found.networks)
  },
})

/** Passwords within TLS only: a line for each service that is told of it. */
export const passwordsWithinTls: SettingTable = {
  'auth.needsTls': ({ policy }) => ({ lines: { withinTls: policy.auth.needsTls ? ['yes'] : [] } }),
}

/** The default domain of logins, as a configuration line. */
export const defaultRealm: SettingTable = {
  'auth.defaultDomain': ({ policy }) => ({
    lines: { realm: policy.auth.defaultDomain === undefined ? [] : [policy.auth.defaultDomain] },
  }),
}
