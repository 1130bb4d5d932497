import { readFile } from 'node:fs/promises'
import { inspect } from 'node:util'
import { readPolicy, type Policy, type PolicyDocument, type Problem } from './policy/document/document.ts'
import type { ProfileName } from './policy/document/profile.ts'
import { groundOf } from './profiles/ground.ts'
import { profiles } from './profiles/profiles.ts'
import { readYaml } from './yaml-text.ts'

/** What a policy file says. */
export interface ReadFile {
  readonly text: string
  /** As written, with the PEM files it names read into it. */
  readonly document: PolicyDocument
  readonly policy: Policy
  /** As a document of every setting in force, defaults written out. */
  readonly inForce: PolicyDocument
  /** What is followed as it stands, and may not be what was meant; one line each. */
  readonly warnings: readonly string[]
}

/** A file that can be followed, or all that is wrong with it, one line each. */
export type PolicyFile = ReadFile | { readonly problems: readonly string[] }

/**
 * Reads a policy file (YAML, of which JSON is a part).
 *
 * @param file     without one the profile's defaults are all there is
 * @param networks those of the machine's interfaces
 * @throws never
 */
export async function readPolicyFile(
  product: ProfileName,
  file: string | undefined,
  networks: readonly string[],
): Promise<PolicyFile> {
  try {
    const text = file === undefined ? '' : await readFile(file, 'utf8')
    const { value, problem } = readYaml(text)
    if (problem !== undefined) return { problems: [`${file}: ${problem}`] }
    const written: PolicyDocument = value ?? {}
    const reading = readPolicy(profiles[product], [groundOf(profiles[product], networks), written])
    const inWords = ({ path, text: what }: Problem): string => [file, path, what].filter(Boolean).join(': ')
    if (reading.problems) return { problems: reading.problems.map(inWords) }
    return {
      text,
      document: await withPemFiles(written),
      policy: reading.policy,
      inForce: reading.inForce,
      warnings: [...reading.warnings, ...servesNobody(reading.policy), ...letsNobodyIn(reading.policy)].map(
        inWords,
      ),
    }
  } catch (cause) {
    return { problems: [`${file}: ${reasonOf(cause)}`] }
  }
}

/** A warning where no domain is served, which is what an empty policy comes to. */
const servesNobody = ({ domains }: Policy): readonly Problem[] =>
  domains.local.size > 0 ? [] : [{ path: 'domains.local', text: noDomain }]

const noDomain =
  'there is no local domain, so no mail is accepted; write, for example, ' +
  'domains: { local: [local.test] } and accounts: { alice@local.test: { password: secret } }'

/** Warnings where logins need a TLS that cannot be had. */
const letsNobodyIn = ({ auth, tls }: Policy): readonly Problem[] =>
  (['smtpCertificate', 'mailboxCertificate'] as const)
    .filter((name) => auth.needsTls && tls[name] === undefined)
    .map((name) => ({
      path: 'auth.needsTls',
      text: `tls.${name} is not set, so nobody can log in over ${name === 'smtpCertificate' ? 'SMTP' : 'POP3 and IMAP'}`,
    }))

/** Why something went wrong, in the words of whoever threw it. */
export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : inspect(cause))

async function withPemFiles(document: PolicyDocument): Promise<PolicyDocument> {
  if (!document.tls) return document
  const { smtpCertificate, mailboxCertificate } = document.tls
  return {
    ...document,
    tls: {
      ...document.tls,
      ...(smtpCertificate && { smtpCertificate: await withPem(smtpCertificate) }),
      ...(mailboxCertificate && { mailboxCertificate: await withPem(mailboxCertificate) }),
    },
  }
}

type WrittenCertificate = { readonly chain: string; readonly key: string }

const withPem = async ({ chain, key }: WrittenCertificate): Promise<WrittenCertificate> => ({
  chain: await pemOf(chain),
  key: await pemOf(key),
})

const pemOf = (written: string): Promise<string> =>
  written.startsWith('-----BEGIN') ? Promise.resolve(written) : readFile(written, 'utf8')
