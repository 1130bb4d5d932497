import type { Evidence, SessionRecord, Service } from '../evidence.ts'
import { serviceTable } from '../services.ts'
import { word } from './shell.ts'

/** How a session reached its service. */
export interface Way {
  readonly host: string
  readonly port: string
  readonly tls: 'none' | 'starttls' | 'implicit'
  /** The address it came from; absent where the machine chose. */
  readonly from?: string
}

/** How a session reached its service; a service that was never reached is named by variables. */
export function wayOf(
  { service, client }: Pick<SessionRecord, 'service' | 'client'>,
  evidence: Evidence,
): Way {
  const name = service.toUpperCase()
  const { host, port, tls } = evidence.endpoints[service] ?? {
    host: `$${name}_HOST`,
    port: `$${name}_PORT`,
    tls: 'none' as const,
  }
  const from = evidence.bound[client]
  return { host, port, tls, ...(from !== undefined && { from }) }
}

/** A program that carries lines to the service and back: `nc`, or `openssl s_client` where TLS comes in. */
export function carrier({ host, port, tls, from }: Way, service: Service): string {
  if (tls === 'none')
    return ['nc', ...(from === undefined ? [] : ['-s', word(from)]), word(host), word(port)].join(' ')
  const { protocol } = serviceTable[service]
  return [
    'openssl s_client -quiet',
    ...(tls === 'starttls' ? [`-starttls ${protocol}`] : []),
    ...(from === undefined ? [] : [`-bind ${word(from)}`]),
    `-connect ${word(host)}:${word(port)}`,
  ].join(' ')
}

/** An address as curl takes it: `pop3://127.0.0.1:"$POP3_PORT"/`. */
export const curlUrl = ({ host, port, tls }: Way, protocol: 'pop3' | 'imap'): string =>
  `${protocol}${tls === 'implicit' ? 's' : ''}://${word(host.includes(':') ? `[${host}]` : host)}:${word(port)}/`
