import type { PolicyDocument } from '#policy-document'
import type { StagedAccount } from '../target.ts'

/** The name of the server on the stage, and the domains it hosts. */
export const hostname = 'mx.local.test'
const localDomains = ['local.test', 'second.test']

/** The value of a setting in a document, by its dotted name. */
export const settingIn = (policy: unknown, key: string): unknown =>
  key.split('.').reduce<unknown>((value, part) => (isRecord(value) ? value[part] : undefined), policy)

/** An account of the stage; its password follows from the seed. */
export const accountAt = (address: string, seed: number): StagedAccount => ({
  address,
  login: address,
  password: `secret-${seed.toString(36)}-${address.split('@')[0]}`,
})

/** A document with the stage's own settings below it, accounts added, and a change on top. */
export function merged(
  document: PolicyDocument,
  accounts: readonly StagedAccount[],
  change: PolicyDocument = {},
): PolicyDocument {
  const ground: PolicyDocument = { server: { hostname }, domains: { local: localDomains } }
  const added: PolicyDocument = {
    accounts: Object.fromEntries(accounts.map(({ address, password }) => [address, { password }])),
  }
  return [ground, document, added, change].reduce<PolicyDocument>((below, above) => overlay(below, above), {})
}

/** Objects merge by key, everything else replaces. */
function overlay(below: PolicyDocument, above: PolicyDocument): PolicyDocument {
  const merge = (one: unknown, other: unknown): unknown =>
    isRecord(one) && isRecord(other)
      ? Object.fromEntries(
          [...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => [
            key,
            key in other ? merge(one[key], other[key]) : one[key],
          ]),
        )
      : other
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- merging documents gives a document
  return merge(below, above) as PolicyDocument
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A document fit for evidence. */
export const withoutSecrets = ({ accounts, smarthost, ...policy }: PolicyDocument): PolicyDocument => ({
  ...policy,
  ...(smarthost && {
    smarthost: {
      ...smarthost,
      ...(smarthost.credentials && { credentials: { ...smarthost.credentials, password: '********' } }),
    },
  }),
  ...(accounts && {
    accounts: Object.fromEntries(Object.keys(accounts).map((address) => [address, { password: '********' }])),
  }),
})
