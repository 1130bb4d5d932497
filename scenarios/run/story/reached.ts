import type { Evidence, RecordedEndpoint, SessionRecord, Service } from '#evidence'
import { nameOfVariable, secretsOf } from '../../evidence/again/shell.ts'
import { services } from '../../evidence/services.ts'
import type { Needs, Staging, Target } from '../../targets/target.ts'

/**
 * Where the services are that a story spoke to. A server that we start is gone afterwards: what no longer means anything
 * of its address is named by a shell variable, `$MX_PORT` on the reference server (so that the same seed gives the same
 * evidence), `$MX_HOST` where it had an address of its own.
 */
export function endpointsOf(
  sessions: readonly SessionRecord[],
  staging: Staging,
  { clock, isReference = false }: Target,
): Evidence['endpoints'] {
  const spoken = [...new Set(sessions.map(({ service }) => service))]
  return Object.fromEntries(
    spoken.flatMap((service): [Service, RecordedEndpoint][] => {
      const endpoint = staging.endpoint(service)
      if (!endpoint) return []
      const { host, port, tls } = endpoint
      return [
        [
          service,
          {
            host: clock === 'turned' ? variable(`${service}_HOST`) : host,
            port: isReference ? variable(`${service}_PORT`) : String(port),
            tls,
          },
        ],
      ]
    }),
  )
}

/** The address of this machine that each role bound, where it was not left to the machine. */
export function boundBy(
  sources: Readonly<Record<string, string>>,
  staging: Staging,
  { isReference = false }: Target,
): Evidence['bound'] {
  return Object.fromEntries(
    Object.entries(sources).flatMap(([role, source]) => {
      const address = staging.source(source)
      if (address === undefined) return []
      return [[role, isReference ? variable(`${role}_ADDRESS`) : address]]
    }),
  )
}

const variable = (name: string): string => `$${nameOfVariable(name)}`

/** What the variables of shell lines stand for on a server that is running: services, addresses of clients, secrets. */
export function variablesOf(staging: Staging, needs: Needs): ReadonlyMap<string, string> {
  const open = services.flatMap((service) => {
    const endpoint = staging.endpoint(service)
    return endpoint ? [{ service, ...endpoint }] : []
  })
  return new Map([
    ...open.flatMap(({ service, host, port }) => [
      [nameOfVariable(`${service}_HOST`), host] as const,
      [nameOfVariable(`${service}_PORT`), String(port)] as const,
    ]),
    ...Object.entries(needs.sources).flatMap(([role, source]) => {
      const address = staging.source(source)
      return address === undefined ? [] : [[nameOfVariable(`${role}_ADDRESS`), address] as const]
    }),
    ...Object.values(staging.accounts).flatMap(({ address, login, password }) => {
      const names = secretsOf(address, needs.accounts)
      return [[names.login.slice(1), login] as const, [names.password.slice(1), password] as const]
    }),
  ])
}
