import { certificateOf } from '../../dsl/machine.ts'
import type { PolicyDocument } from '#policy-document'
import { certificateFor } from '../certificate.ts'

type Made = Awaited<ReturnType<typeof certificateFor>>

/** The certificates that a policy of the stage names. */
export interface StagedCertificates {
  /** The policy with the certificates themselves in it. */
  made(policy: PolicyDocument): Promise<PolicyDocument>
  /** The policy with their names in it again. */
  named(policy: PolicyDocument): PolicyDocument
  /** The authorities that clients trust: any certificate of the stage, so that a wrong one can be seen. */
  trust(): { readonly ca?: string }
}

/** @param usual the certificate of services for which the policy names none, if there is one */
export function stagedCertificates(usual: Made | undefined): StagedCertificates {
  const known = new Map<string, Made>()
  const of = async (hostname: string): Promise<Made> => {
    const made = await certificateFor({ hostname, address: '127.0.0.1', keys: 'ec' })
    known.set(hostname, made)
    return made
  }
  const byName = ({ chain }: { readonly chain: string }) =>
    certificateOf([...known].find(([, made]) => made.cert === chain)?.[0] ?? 'unknown')
  return {
    made: async (policy) => {
      const { smtpCertificate, mailboxCertificate } = policy.tls ?? {}
      const smtp = smtpCertificate && (await of(smtpCertificate.chain))
      const mailbox = mailboxCertificate && (await of(mailboxCertificate.chain))
      return withCertificates(policy, {
        ...(smtp && { smtpCertificate: { chain: smtp.cert, key: smtp.key } }),
        ...(mailbox && { mailboxCertificate: { chain: mailbox.cert, key: mailbox.key } }),
      })
    },
    named: (policy) => {
      const { smtpCertificate, mailboxCertificate } = policy.tls ?? {}
      return withCertificates(policy, {
        ...(smtpCertificate && { smtpCertificate: byName(smtpCertificate) }),
        ...(mailboxCertificate && { mailboxCertificate: byName(mailboxCertificate) }),
      })
    },
    trust: () => {
      const all = [...(usual ? [usual] : []), ...known.values()]
      return all.length === 0 ? {} : { ca: all.map(({ cert }) => cert).join('\n') }
    },
  }
}

const withCertificates = (policy: PolicyDocument, certificates: PolicyDocument['tls']): PolicyDocument =>
  Object.keys(certificates ?? {}).length === 0
    ? policy
    : { ...policy, tls: { ...policy.tls, ...certificates } }
