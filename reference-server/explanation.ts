import { stringify } from 'yaml'
import type { Service, ServicePlace } from './listen/service.ts'
import { notInForce } from './policy/document/document.ts'
import type { ProfileName } from './policy/document/profile.ts'
import type { ReadFile } from './policy-file.ts'
import { profiles } from './profiles/profiles.ts'

type Places = Partial<Readonly<Record<Service, ServicePlace>>>

/**
 * The settings in force and those without effect, one line each, without secrets. `null` means not set, or for a port
 * that the service is not offered.
 *
 * @param places where the services listen, whatever ports the policy names
 */
export function explanation(product: ProfileName, { policy, inForce }: ReadFile, places: Places): string[] {
  const { accounts, tls, listen, submission, ...rest } = inForce
  const { smtpCertificate, mailboxCertificate, ...versions } = tls ?? {}
  const shown = {
    ...rest,
    listen: { ...listen, ...portsOf(places), interfaces: interfacesOf(places) },
    ...(submission && { submission: { ...submission, port: places.submission?.port ?? null } }),
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

const portsOf = ({ mx, submissions, pop3, pop3s, imap, imaps }: Places) => ({
  smtpPort: mx?.port ?? null,
  pop3Port: pop3?.port ?? null,
  imapPort: imap?.port ?? null,
  smtpsPort: submissions?.port ?? null,
  pop3sPort: pop3s?.port ?? null,
  imapsPort: imaps?.port ?? null,
})

const interfacesOf = (places: Places): readonly string[] => [
  ...new Set(Object.values(places).map(({ host }) => host)),
]
