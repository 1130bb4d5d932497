import type { Policy } from '../policy/document/document.ts'
import { isImplicitTls, services, serviceTable, type Endpoint, type Service } from './service.ts'

/** A way into a server as its policy has it, wherever it really is. */
export interface Door {
  readonly service: Service
  readonly port: number
  /** The interface; undefined, every one. */
  readonly address: string | undefined
}

/** A door and where it really opens. Port 0 is any free port. */
export interface PlacedDoor extends Door {
  readonly place: Place
}

interface Place extends Endpoint {
  /** The port that rules take it for, if not the one in the policy. */
  readonly countsAs?: number
}

/** Where a door opens; undefined, it stays closed. */
export type Places = (door: Door) => Place | undefined

/** What decides whether a service has doors. */
export interface DoorFacts {
  readonly service: Service
  /** Whether there is a certificate for its protocol. */
  readonly certified: boolean
  readonly policy: Pick<Policy, 'listen' | 'submission' | 'tls'>
}

/** TLS from the first octet needs a certificate, and may be switched off; of mailbox protocols, some may be chosen. */
const isServed = ({ service, certified, policy: { listen, tls } }: DoorFacts): boolean => {
  const { protocol } = serviceTable[service]
  if (isImplicitTls(service) && !(certified && tls.implicit)) return false
  return (
    protocol === 'smtp' || listen.protocols.length === 0 || listen.protocols.some((name) => name === service)
  )
}

const portOf = ({ service, policy: { listen, submission } }: DoorFacts): number => {
  const { setting } = serviceTable[service]
  return setting === undefined ? submission.port : listen[setting]
}

/** The interfaces chosen for every protocol (`192.0.2.1`) and for its own (`smtp 192.0.2.1`); none, all of them. */
const interfacesOf = ({ service, policy: { listen } }: DoorFacts): readonly string[] =>
  listen.interfaces.flatMap((entry) => {
    const [address = '', protocol] = entry.toLowerCase().split(' ').toReversed()
    return protocol === undefined || protocol === serviceTable[service].protocol ? [address] : []
  })

/** What decides the TLS of a service. */
export interface TlsFacts {
  readonly service: Service
  readonly policy: Pick<Policy, 'tls'>
}

/** The certificate that the policy names for the protocol of a service. */
const certificateFor = ({ service, policy: { tls } }: TlsFacts) =>
  serviceTable[service].protocol === 'smtp' ? tls.smtpCertificate : tls.mailboxCertificate

/** The permitted versions; none listed, those of the TLS library. */
const versionsFor = ({ policy: { tls } }: TlsFacts) => tls.versions

/** The questions about doors, and the TLS behind them, that a saboteur may answer. */
export const doorSeams = {
  'door.is-served': isServed,
  'door.port': portOf,
  'door.interfaces': interfacesOf,
  'tls.certificate': certificateFor,
  'tls.versions': versionsFor,
} as const

/** What decides which doors there are. */
export interface DoorsAsked {
  readonly policy: DoorFacts['policy']
  /** Whether there is a certificate for the protocol of a service. */
  readonly certified: (service: Service) => boolean
  /** The interfaces of the machine. Where they are not known, all of them are one. */
  readonly machine?: readonly string[]
}

/** The doors that a policy asks for, and where they open. */
export function doorsOf(
  { policy, certified, machine = [] }: DoorsAsked,
  placeOf: Places,
  ask: typeof doorSeams = doorSeams,
): readonly PlacedDoor[] {
  return services.flatMap((service) => {
    const facts = { service, certified: certified(service), policy }
    if (!ask['door.is-served'](facts)) return []
    const chosen = ask['door.interfaces'](facts)
    const port = ask['door.port'](facts)
    const addresses = chosen.length > 0 ? chosen : machine
    return (addresses.length === 0 ? [undefined] : addresses).flatMap((address) => {
      const door = { service, port, address }
      const place = placeOf(door)
      return place === undefined ? [] : [{ ...door, place }]
    })
  })
}
