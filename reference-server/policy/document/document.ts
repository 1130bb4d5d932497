import { z } from 'zod'
import { asciiDomain, isDomain, isMailbox } from '../addresses/domain.ts'
import { leavesOf } from './layers.ts'
import type { CheckShape } from './layers.ts'
import { readIpAddress } from '../addresses/ip-address.ts'
import { kindOfValue, seen } from './problems.ts'
import type { Profile } from './profile.ts'
import { readLayers } from './reading.ts'
import type { PolicyReading } from './reading.ts'
import { settingNamed, settings, settingsByKey } from './settings.ts'
import type { PolicyDocument, SettingKey } from './settings.ts'
import type { PlainKind, Setting } from './setting-kinds.ts'
import { durationPattern, readDuration, readSize, sizePattern } from './units.ts'

export type { Problem } from './problems.ts'
export { notInForce } from './reading.ts'
export type { PolicyReading } from './reading.ts'
export type { Given, KnownSettings, Policy, PolicyDocument, PolicySettings, SettingKey } from './settings.ts'
export { settingNamed } from './settings.ts'
export { printDuration, printSize, type Duration } from './units.ts'

const expected = (what: string) => ({
  error: (issue: { readonly input?: unknown }) => `expected ${what}, saw ${seen(issue.input)}`,
})
/** The same for places that may hold a secret: names the kind of the value and does not show it. */
const expectedUnseen = (what: string) => ({
  error: (issue: { readonly input?: unknown }) =>
    `expected ${what}, saw ${issue.input === '' ? 'an empty one' : kindOfValue(issue.input)}`,
})

const that = (what: string, holds: (text: string) => boolean) =>
  z.string(expected(what)).refine(holds, expected(what))
/** A DNS name; policies contain A-labels only. */
const named = (what: string, holds: (text: string) => boolean) =>
  z.string(expected(what)).refine(holds, {
    error: (issue: { readonly input?: unknown }) => {
      const ascii = typeof issue.input === 'string' ? asciiDomain(issue.input) : undefined
      return expected(ascii === undefined ? what : `${what} in ASCII, which is "${ascii}"`).error(issue)
    },
  })
const domain = named('a domain', isDomain)
const text = z.string(expected('a text')).min(1, expected('a text'))
const texts = z.array(text, expected('a list of texts'))
const secret = z.string(expectedUnseen('a password')).min(1, expectedUnseen('a password'))
const whole = (what: string, from: number, to = Number.MAX_SAFE_INTEGER) =>
  z.int(expected(what)).min(from, expected(what)).max(to, expected(what))
const keyed = (entry: z.ZodType, what: string) => z.record(z.string(), entry.nullable(), expectedUnseen(what))

const sizeWords = 'octets, or a size such as "10MB" (KB, MB, GB)'
const size = z.union(
  [
    whole(sizeWords, 0),
    z
      .string()
      .regex(sizePattern, { ...expected(sizeWords), abort: true })
      .refine((written) => readSize(written) !== undefined, expected('a smaller size')),
  ],
  expected(sizeWords),
)
const credentials = { username: text, password: secret }

const kinds: { readonly [K in PlainKind]: z.ZodType } = {
  switch: z.boolean(expected('true or false')),
  port: whole('a port, 0 to 65535', 0, 65_535),
  count: whole('a whole number above 0', 1),
  score: z.number(expected('a number')),
  size,
  duration: z
    .string(expected('a duration such as "30m" (s, m, h, d)'))
    .regex(durationPattern, { ...expected('a duration such as "30m" (s, m, h, d)'), abort: true })
    .refine((written) => readDuration(written) !== undefined, expected('a shorter duration')),
  text,
  texts,
  senders: z.array(text, expected('a list of addresses, domains and mailboxes')),
  domain,
  domains: z.array(domain, expected('a list of domains')),
  mailbox: that('an address of the form name@domain', isMailbox),
  host: named('a host name or an address', (host) => isDomain(host) || readIpAddress(host) !== undefined),
  patterns: z.array(text, expected('a list of addresses and networks')),
  group: text,
  groups: keyed(z.array(text, expected('a list of addresses and networks')), 'groups by name'),
  accounts: keyed(
    z.strictObject(
      { password: secret, challengeResponse: z.boolean(expectedUnseen('true or false')).optional() },
      expectedUnseen('an account such as { password: "…" }'),
    ),
    'accounts by address',
  ),
  certificate: z.strictObject(
    {
      chain: z.string(expectedUnseen('PEM text or a file')),
      key: z.string(expectedUnseen('PEM text or a file')),
    },
    expectedUnseen('a certificate such as { chain: "…", key: "…" }'),
  ),
  credentials: z.strictObject(
    credentials,
    expectedUnseen('credentials such as { username: "…", password: "…" }'),
  ),
  secret,
  table: keyed(texts, 'lists of texts by name'),
  names: keyed(text, 'texts by name'),
  sizes: keyed(size, 'sizes by name'),
  maildrops: z.array(
    z.strictObject(
      {
        ...credentials,
        server: text,
        protocol: z.enum(['pop3', 'imap'], expected('pop3 or imap')),
        account: text,
        keepOnServer: z.boolean(expected('true or false')).optional(),
        active: z.boolean(expected('true or false')).optional(),
      },
      expectedUnseen('a maildrop entry'),
    ),
    expectedUnseen('a list of maildrop entries'),
  ),
}

function schemaOf(setting: Setting): z.ZodType {
  if (setting.kind !== 'choice' && setting.kind !== 'choices') return kinds[setting.kind]
  const word = z.enum(setting.options, expected(`one of ${setting.options.join(', ')}`))
  return setting.kind === 'choice' ? word : z.array(word, expected(`a list of ${setting.options.join(', ')}`))
}

const schemas: ReadonlyMap<SettingKey, z.ZodType> = new Map(
  [...settingsByKey].map(([key, setting]) => [key, schemaOf(setting)]),
)

const checkShape: CheckShape = (key, value) => {
  const issues = schemas.get(key)?.safeParse(value).error?.issues ?? []
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    if (issue.code !== 'unrecognized_keys') return [{ path, text: issue.message }]
    return issue.keys.map((name) => ({ path: [...path, name], text: 'unknown key' }))
  })
}

function optionalSchema(name: string): z.ZodType {
  const [key] = settingNamed(name) ?? []
  return ((key && schemas.get(key)) ?? z.never()).nullable().optional()
}

/** The JSON Schema of policy documents, for editors and for checks in other languages. */
export function policyJsonSchema(): object {
  const sections = Object.entries(settings).map(([name, row]) => {
    if ('kind' in row) return [name, optionalSchema(name)] as const
    const rows = Object.keys(row).map((each) => [each, optionalSchema(`${name}.${each}`)] as const)
    return [name, z.strictObject(Object.fromEntries(rows)).optional()] as const
  })
  return z.toJSONSchema(z.strictObject(Object.fromEntries(sections)))
}

/** The dotted names of the settings a document writes. Records such as `accounts` and lists count as one. */
export const writtenKeys = (document: PolicyDocument): SettingKey[] =>
  [...leavesOf(document)].map(([key]) => key)

/**
 * Reads policy documents for a profile: profile defaults first, then each layer over the one before. Objects merge by
 * key, lists replace, `null` goes back to what holds without any profile.
 *
 * @param layers documents, checked here: they may come straight from a YAML or JSON file
 * @returns the complete policy and the document that says the same, or every problem of every layer
 */
export const readPolicy = (profile: Profile, layers: readonly PolicyDocument[]): PolicyReading =>
  readLayers(profile, layers, checkShape)
