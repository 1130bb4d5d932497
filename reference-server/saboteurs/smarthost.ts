import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in where mail for elsewhere is handed to, for each product whose manual knows a relay server. */
export const smarthostSaboteurs: readonly Saboteur[] = [
  ...(
    ['kerio.smarthost.all-outgoing', 'ics.smarthost.all-non-local', 'commgate.smtp.outbound-relay'] as const
  ).map((clause) =>
    saboteur({
      id: `${clause.split('.')[0]}-relay-host-is-ignored`,
      clause,
      seam: 'delivery.relay-host',
      replace: () => () => undefined,
    }),
  ),
  ...(['kerio.smarthost.host-name-or-ip', 'ics.smarthost.host-name-or-ip'] as const).flatMap((clause) => [
    saboteur({
      id: `${clause.split('.')[0]}-relay-host-is-no-name`,
      clause,
      seam: 'delivery.relay-host',
      replace: (relayHost) => (policy) => {
        const found = relayHost(policy)
        return found && (isAddress(found.host) ? found : { ...found, host: undefined })
      },
    }),
    saboteur({
      id: `${clause.split('.')[0]}-relay-host-is-no-address`,
      clause,
      seam: 'delivery.relay-host',
      replace: (relayHost) => (policy) => {
        const found = relayHost(policy)
        return found && (isAddress(found.host) ? { ...found, host: undefined } : found)
      },
    }),
  ]),
  ...(['kerio.smarthost.port-default-25', 'ics.smarthost.port'] as const).map((clause) =>
    saboteur({
      id: `${clause.split('.')[0]}-relay-host-has-one-port`,
      clause,
      seam: 'delivery.relay-host',
      replace: (relayHost) => (policy) => {
        const found = relayHost(policy)
        return found && { ...found, port: 25 }
      },
    }),
  ),
  ...(['ics.smarthost.off-direct', 'kerio.delivery.direct-mx'] as const).map((clause) =>
    saboteur({
      id: `${clause.split('.')[0]}-relay-host-in-every-mode`,
      clause,
      seam: 'delivery.relay-host',
      replace: () => () => ({ host: 'smarthost.test', port: 25 }),
    }),
  ),
  saboteur({
    id: 'relay-host-hears-auth-without-the-box',
    clause: 'ics.smarthost.no-auth-when-off',
    seam: 'delivery.relay-host',
    replace: (relayHost) => (policy) => {
      const found = relayHost(policy)
      return found && { ...found, credentials: policy.smarthost.credentials }
    },
  }),
  saboteur({
    id: 'relay-host-never-hears-auth',
    clause: 'ics.smarthost.auth',
    seam: 'delivery.relay-host',
    replace: (relayHost) => (policy) => {
      const found = relayHost(policy)
      return found && { host: found.host, port: found.port }
    },
  }),
  saboteur({
    id: 'local-mail-goes-to-the-relay-host',
    clause: 'ics.smarthost.local-not-relayed',
    seam: 'relay.is-local',
    replace: () => () => false,
  }),
  saboteur({
    id: 'local-copies-go-to-the-relay-host',
    clause: 'ics.smarthost.local-not-relayed',
    seam: 'delivery.route',
    replace: (routeOf) => (path, facts) => routeOf(path, { ...facts, isLocal: () => false }),
  }),
  ...(['kerio.smarthost.all-outgoing', 'ics.smarthost.all-non-local'] as const).flatMap(
    (clause): readonly Saboteur[] => {
      const [product = ''] = clause.split('.')
      return [
        saboteur({
          id: `${product}-relay-host-that-is-down-is-passed-by`,
          clause,
          seam: 'delivery.route',
          replace: (routeOf) => {
            const tried = new Set<string>()
            return (path, facts) => {
              const again = tried.has(path.text)
              tried.add(path.text)
              return routeOf(path, again ? { ...facts, relayHost: () => undefined } : facts)
            }
          },
        }),
        saboteur({
          id: `${product}-second-recipient-goes-directly`,
          clause,
          seam: 'delivery.route',
          replace: (routeOf) => {
            const firstOf = new Map<string, string>()
            return (path, facts) => {
              const first = firstOf.get(path.domain) ?? path.text
              firstOf.set(path.domain, first)
              return routeOf(path, first === path.text ? facts : { ...facts, relayHost: () => undefined })
            }
          },
        }),
        saboteur({
          id: `${product}-reports-go-directly`,
          clause,
          seam: 'delivery.route',
          replace: (routeOf) => (path, facts) =>
            routeOf(path, path.localPart === 'writer' ? { ...facts, relayHost: () => undefined } : facts),
        }),
      ]
    },
  ),
]

const isAddress = (host: string | undefined): boolean => host !== undefined && /^[\d.]+$/.test(host)
