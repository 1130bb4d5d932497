import type { Setting } from './setting.ts'

const minute = 60_000
const hour = 60 * minute
const month = 35 * 24 * hour

/** Two neighbours outside, and an office. */
const addresses = { laptop: '198.51.100.10', neighbour: '198.51.100.11', office: '192.0.2.20' } as const

const kerio: Setting = {
  name: 'kerio',
  title: 'Kerio, every condition selected',
  product: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.16/28'] },
    relay: { mode: 'restricted', trusted: ['group:clients'], acceptSmtpAuth: true },
    popBeforeSmtp: { enabled: true, window: '30m' },
  },
  clauses: ['kerio.relay.any-condition-suffices'],
  spans: [30 * minute, 10 * minute],
  addresses,
}

const kerioCounting: Setting = {
  name: 'kerio-counting',
  title: 'Kerio, counting',
  product: 'kerio',
  policy: {
    ipGroups: { clients: ['192.0.2.20'] },
    relay: { mode: 'restricted', trusted: [], acceptSmtpAuth: false },
    popBeforeSmtp: { enabled: true, window: '2h' },
    limits: { messagesPerHour: 2, exemptGroup: 'clients' },
  },
  clauses: ['kerio.rate.per-hour'],
  spans: [hour, 2 * hour],
  addresses,
}

const icewarp: Setting = {
  name: 'icewarp',
  title: 'IceWarp, submission and local check on',
  product: 'icewarp',
  policy: {
    relay: { trusted: ['192.0.2.0/24'] },
    trust: { whitelistTrusted: true },
    popBeforeSmtp: { enabled: true, window: '15m' },
    submission: { enabled: true },
    sender: { rejectUnauthorizedLocal: true },
  },
  clauses: ['icewarp.pop-before-smtp.pop-login-grants'],
  spans: [15 * minute, 5 * minute],
  addresses,
}

const icewarpPlain: Setting = {
  name: 'icewarp-plain',
  title: 'IceWarp, AUTH on port 25',
  product: 'icewarp',
  policy: {
    relay: { trusted: ['192.0.2.0/24'] },
    trust: { whitelistTrusted: false },
    popBeforeSmtp: { enabled: true, window: '3m' },
    submission: { enabled: false },
    sender: { rejectUnauthorizedLocal: false },
  },
  clauses: ['icewarp.pop-before-smtp.pop-login-grants'],
  spans: [3 * minute, minute],
  addresses,
}

const ics: Setting = {
  name: 'ics',
  title: 'ICS, counting and sparing',
  product: 'ics',
  policy: {
    relay: { trusted: ['192.0.2.0/24'], trustedEntries: ['198.51.100.11', 'friend@elsewhere.test'] },
    limits: { rateEnabled: true, messagesPerMinute: 2, exemptWhitelisted: true },
  },
  clauses: ['ics.rate.per-ip-per-minute'],
  spans: [minute, minute / 2],
  addresses,
}

const commgate: Setting = {
  name: 'commgate',
  title: 'CommGate, grey list and AUTH on',
  product: 'commgate',
  policy: {
    greylist: { enabled: true, delay: '5m', retention: '35d' },
    relay: { trusted: ['192.0.2.20'] },
    auth: { required: true },
  },
  clauses: ['commgate.greylist.first-attempt'],
  spans: [5 * minute, 3 * minute, month],
  addresses,
}

const imail: Setting = {
  name: 'imail',
  title: 'IMail, relaying for addresses',
  product: 'imail',
  policy: { relay: { mode: 'restricted', trusted: ['192.0.2.0 255.255.255.0'] } },
  clauses: ['imail.relay.listed-addresses'],
  spans: [minute],
  addresses,
}

const kerioChanging: Setting = {
  ...kerio,
  name: 'kerio-changing',
  title: 'Kerio, while its operator changes it',
  changes: [
    { relay: { acceptSmtpAuth: false } },
    { relay: { acceptSmtpAuth: true } },
    { ipGroups: { clients: ['198.51.100.10'] } },
    { ipGroups: { clients: ['192.0.2.16/28'] } },
    { relay: { mode: 'open' } },
    { relay: { mode: 'restricted' } },
  ],
}

const imailChanging: Setting = {
  ...imail,
  name: 'imail-changing',
  title: 'IMail, while its operator changes it',
  clauses: ['imail.admin.restart-relay-list'],
  changes: [
    { relay: { trusted: ['198.51.100.10'] } },
    { relay: { trusted: ['192.0.2.0 255.255.255.0'] } },
    { relay: { mode: 'none' } },
    { relay: { mode: 'restricted' } },
  ],
}

const branch = 'branch.elsewhere.test'

const icewarpHosts: Setting = {
  ...icewarp,
  name: 'icewarp-hosts',
  title: 'IceWarp, trusting a host that moves',
  policy: { ...icewarp.policy, relay: { trusted: ['192.0.2.0/24', branch] } },
  clauses: ['icewarp.trusted-ips.host-name'],
  hosts: [branch],
}

const kerioHosts: Setting = {
  ...kerio,
  name: 'kerio-hosts',
  title: 'Kerio, with a host that moves in the group of trusted ones',
  policy: { ...kerio.policy, ipGroups: { clients: [branch] } },
  hosts: [branch],
}

const icsHops: Setting = {
  name: 'ics-hops',
  title: 'ICS, while its operator changes where mail goes',
  product: 'ics',
  policy: {
    relay: { trusted: [], trustedEntries: ['192.0.2.20'] },
    delivery: { mode: 'relay' },
    smarthost: { host: 'smarthost.test' },
  },
  clauses: ['ics.smarthost.all-non-local'],
  spans: [minute],
  changes: [
    { delivery: { mode: 'direct' } },
    { delivery: { mode: 'relay' } },
    { smarthost: { host: 'spare.test' } },
    { smarthost: { host: 'smarthost.test' } },
  ],
  hasHops: true,
  addresses,
}

const kerioIpv6: Setting = {
  ...kerio,
  name: 'kerio-ipv6',
  title: 'Kerio, with IPv6 neighbours',
  policy: { ...kerio.policy, ipGroups: { clients: ['2001:db8:0:1::/64', '192.0.2.20'] } },
  addresses: { laptop: '2001:db8::10', neighbour: '2001:db8::11', office: '2001:db8:0:1::20' },
}

const icewarpIpv6: Setting = {
  ...icewarp,
  name: 'icewarp-ipv6',
  title: 'IceWarp, with IPv6 neighbours',
  policy: { ...icewarp.policy, relay: { trusted: ['2001:db8:0:1::/64'] } },
  addresses: kerioIpv6.addresses,
}

const commgateIpv6: Setting = {
  ...commgate,
  name: 'commgate-ipv6',
  title: 'CommGate, with IPv6 neighbours in a network and beside it',
  policy: { ...commgate.policy, relay: { trusted: ['2001:db8:0:2::20'] } },
  addresses: { laptop: '2001:db8::10', neighbour: '2001:db8::ffff:0:1', office: '2001:db8:0:2::20' },
}

export const settings: readonly Setting[] = [
  kerio,
  kerioCounting,
  icewarp,
  icewarpPlain,
  ics,
  commgate,
  imail,
  kerioChanging,
  imailChanging,
  icewarpHosts,
  kerioHosts,
  icsHops,
  kerioIpv6,
  icewarpIpv6,
  commgateIpv6,
]

/** @throws RangeError for a name that no setting has */
export function settingCalled(name: string): Setting {
  const found = settings.find((setting) => setting.name === name)
  if (!found) throw new RangeError(`there is no setting ${name}`)
  return found
}
