import type { AddressList } from '../addresses/address-list.ts'
import type { Duration, WrittenDuration, WrittenSize } from './units.ts'

/** An account's entry in a document. */
interface WrittenAccount {
  readonly password: string
  /**
   * Whether CRAM-MD5 and APOP log in to the account, for which the server must be able to read its password. True
   * where it is not written: the servers documented keep passwords they can read.
   */
  readonly challengeResponse?: boolean | undefined
}

/** A certificate with its private key: PEM text, or the path of a PEM file for whoever starts the server to read. */
interface Certificate {
  readonly chain: string
  readonly key: string
}

/** What the server shows when it logs in elsewhere. */
interface Credentials {
  readonly username: string
  readonly password: string
}

/** A maildrop on another server, fetched for a local account. */
interface MaildropEntry extends Credentials {
  readonly server: string
  readonly protocol: 'pop3' | 'imap'
  readonly account: string
  readonly keepOnServer?: boolean | undefined
  readonly active?: boolean | undefined
}

/** What a document may hold where a setting is of this kind. */
export interface WrittenKinds {
  switch: boolean
  port: number
  count: number
  score: number
  size: WrittenSize
  duration: WrittenDuration
  text: string
  texts: readonly string[]
  /** Addresses of clients, domains (also as `@domain`) and mailboxes. */
  senders: readonly string[]
  domain: string
  domains: readonly string[]
  mailbox: string
  host: string
  /** Address patterns, and `group:NAME` for a group of `ipGroups`. */
  patterns: readonly string[]
  /** The name of a group of `ipGroups`. */
  group: string
  groups: Readonly<Record<string, readonly string[] | null>>
  accounts: Readonly<Record<string, WrittenAccount | null>>
  certificate: Certificate
  credentials: Credentials
  secret: string
  /** Names with a list of texts each. */
  table: Readonly<Record<string, readonly string[] | null>>
  /** Names with one text each. */
  names: Readonly<Record<string, string | null>>
  sizes: Readonly<Record<string, WrittenSize | null>>
  maildrops: readonly MaildropEntry[]
}

/** What the policy holds where a setting is of this kind. */
export interface ValueKinds {
  switch: boolean
  port: number
  count: number
  score: number
  /** Octets. */
  size: number
  duration: Duration
  text: string
  texts: readonly string[]
  /** Each in its one spelling. */
  senders: ReadonlySet<string>
  /** In lower case, as all domains here. */
  domain: string
  domains: ReadonlySet<string>
  mailbox: string
  host: string
  /** Groups stand in it as the patterns they name. */
  patterns: AddressList
  group: AddressList
  groups: ReadonlyMap<string, AddressList>
  /** By address, in lower case. */
  accounts: ReadonlyMap<string, WrittenAccount>
  certificate: Certificate
  credentials: Credentials
  secret: string
  table: ReadonlyMap<string, readonly string[]>
  names: ReadonlyMap<string, string>
  sizes: ReadonlyMap<string, number>
  maildrops: readonly MaildropEntry[]
}

/** The kinds that need no more said; `choice` and `choices` list their options. */
export type PlainKind = keyof WrittenKinds

/** One row of the table: what a setting holds, and what holds (as written) when nobody sets it. */
export type Setting = (
  | { readonly kind: PlainKind; readonly neutral: unknown }
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly string[]; readonly neutral: unknown }
) & {
  /** Where it is in force: absent, nowhere yet; `profile`, where the product's column has it. */
  readonly scope?: 'profile' | 'every-profile'
}

/** What a document may hold for a row of the table. */
export type WrittenOf<S> = S extends { kind: 'choice'; options: readonly (infer O)[] }
  ? O
  : S extends { kind: 'choices'; options: readonly (infer O)[] }
    ? readonly O[]
    : S extends { kind: infer K extends PlainKind }
      ? WrittenKinds[K]
      : never

/** What the policy holds for a row of the table once somebody has written it. */
export type GivenOf<S> = S extends { kind: 'choice'; options: readonly (infer O)[] }
  ? O
  : S extends { kind: 'choices'; options: readonly (infer O)[] }
    ? readonly O[]
    : S extends { kind: infer K extends PlainKind }
      ? ValueKinds[K]
      : never

/** What the policy holds for a row of the table: undefined is among it where nothing need be set. */
export type ValueOf<S> =
  GivenOf<S> | (S extends { kind: 'group' } ? never : S extends { neutral: undefined } ? undefined : never)

/** Builds rows. A row without a neutral value is undefined until it is written. */
export const plain = <const K extends PlainKind>(kind: K) => ({ kind, neutral: undefined }) as const

/** Builds a row of a kind whose neutral value is given as documents write it. */
export const plainOr = <const K extends PlainKind>(kind: K, neutral: WrittenKinds[K]) =>
  ({ kind, neutral }) as const

/** Builds a row that takes one of several words; the first is the neutral one. */
export const choice = <const O extends readonly [string, ...string[]]>(...options: O) =>
  ({ kind: 'choice', options, neutral: options[0] }) as const

/** Builds a row that takes any of several words, in any order; neutral is none. */
export const choices = <const O extends readonly string[]>(...options: O) =>
  ({ kind: 'choices', options, neutral: [] }) as const

/** A row whose rule is built, for the profiles that have the setting. */
export const built = <S extends Setting>(row: S) => ({ ...row, scope: 'profile' as const })

/** A row whose rule is built, and which every profile takes, whatever its column says. */
export const common = <S extends Setting>(row: S) => ({ ...row, scope: 'every-profile' as const })
