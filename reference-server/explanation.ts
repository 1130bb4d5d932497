import { stringify } from 'yaml'
import type { PlacedDoor } from './listen/doors.ts'
import type { Service } from './listen/service.ts'
import { notInForce } from './policy/document/document.ts'
import type { ProfileName } from './policy/document/profile.ts'
import type { ReadFile } from './policy-file.ts'
import { profiles } from './profiles/profiles.ts'

/**
 * The settings in force and those without effect, one line each, without secrets. `null` means not set, or for a port
 * that the service is not offered.
 *
 * @param doors where the services listen, whatever ports the policy names
 */
export function explanation(
  product: ProfileName,
  { policy, inForce }: ReadFile,
  doors: readonly PlacedDoor[],
): string[] {
  const portOf = (service: Service): number | null =>
    doors.find((door) => door.service === service)?.place.port ?? null
  const { accounts, tls, listen, submission, ...rest } = inForce
  const { smtpCertificate, mailboxCertificate, ...versions } = tls ?? {}
  const shown = {
    ...rest,
    listen: { ...listen, ...portsOf(portOf), interfaces: hostsOf(doors) },
    ...(submission && { submission: { ...submission, port: portOf('submission') } }),
    accounts: Object.keys(accounts ?? {}),
    tls: {
      ...versions,
      smtpCertificate: smtpCertificate ? 'given' : null,
      mailboxCertificate: mailboxCertificate ? 'given' : null,
    },
  }
  const idle = notInForce(policy, profiles[product])
  return [
    `# ${product}: in force`,
    ...stringify(shown).trimEnd().split('\n'),
    `# ${product}: not in force`,
    ...(idle.length > 0 ? idle : ['nothing']),
  ]
}

const portsOf = (portOf: (service: Service) => number | null) => ({
  smtpPort: portOf('mx'),
  pop3Port: portOf('pop3'),
  imapPort: portOf('imap'),
  smtpsPort: portOf('submissions'),
  pop3sPort: portOf('pop3s'),
  imapsPort: portOf('imaps'),
})

const hostsOf = (doors: readonly PlacedDoor[]): readonly string[] => [
  ...new Set(doors.map(({ place }) => place.host)),
]
