import { readFile } from 'node:fs/promises'
import { inspect } from 'node:util'
import { parse } from 'yaml'
import { readPolicy, type Policy, type PolicyDocument } from './policy/document.ts'
import type { Product } from './policy/profile.ts'
import { profiles } from './profiles/profiles.ts'

/** What a policy file says. */
export interface ReadFile {
  readonly text: string
  /** As written, with the PEM files it names read into it. */
  readonly document: PolicyDocument
  readonly policy: Policy
  /** As a document with defaults written out. */
  readonly effective: PolicyDocument
}

/** A file that can be followed, or all that is wrong with it, one line each. */
export type PolicyFile = ReadFile | { readonly problems: readonly string[] }

/**
 * Reads a policy file (YAML, of which JSON is a part).
 *
 * @param file without one the profile's defaults are all there is
 * @throws never
 */
export async function readPolicyFile(product: Product, file: string | undefined): Promise<PolicyFile> {
  try {
    const text = file === undefined ? '' : await readFile(file, 'utf8')
    const written: PolicyDocument = parse(text) ?? {}
    const reading = readPolicy(profiles[product], [written])
    if (reading.problems)
      return { problems: reading.problems.map(({ path, text: why }) => `${path}: ${why}`) }
    return {
      text,
      document: await withPemFiles(written),
      policy: reading.policy,
      effective: reading.document,
    }
  } catch (cause) {
    return { problems: [`${file}: ${reasonOf(cause)}`] }
  }
}

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
