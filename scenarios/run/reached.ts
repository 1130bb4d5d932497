import type { Evidence, RecordedEndpoint, SessionRecord, Service } from '#evidence'
import type { Staging } from '../targets/target.ts'

/**
 * Where the services are that a story spoke to. A server that lives for one story has ports of no meaning afterwards:
 * they are named as a shell would have them (`$MX_PORT`), so that the same seed gives the same evidence.
 */
export function endpointsOf(
  sessions: readonly SessionRecord[],
  staging: Staging,
  isPassing: boolean,
): Evidence['endpoints'] {
  const services = [...new Set(sessions.map(({ service }) => service))]
  return Object.fromEntries(
    services.flatMap((service): [Service, RecordedEndpoint][] => {
      const endpoint = staging.endpoint(service)
      if (!endpoint) return []
      const { host, port, tls } = endpoint
      const named = isPassing ? variable(`${service}_PORT`) : String(port)
      return [[service, { host, port: named, tls }]]
    }),
  )
}

/** What each role bound: the address of this machine it came from, where that is not left to the machine. */
export function boundBy(
  sources: Readonly<Record<string, string>>,
  staging: Staging,
  isPassing: boolean,
): Evidence['bound'] {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([role, source]) => {
      const address = staging.source(source)
      if (address === undefined) return []
      return [[role, isPassing ? variable(`${role}_ADDRESS`) : address]]
    }),
  )
}

const variable = (name: string): string =>
  `$${name.replace(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/g, '_').toUpperCase()}`
