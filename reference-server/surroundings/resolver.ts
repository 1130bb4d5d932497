/** Why a look-up gave no records: the name is unknown, it has none of that type, or nobody could tell. */
export type LookupFailure = 'no-such-name' | 'no-such-record' | 'unavailable'

export type Lookup<T> = { readonly found: readonly T[] } | { readonly failed: LookupFailure }

/** The look-ups the server makes. Names carry no trailing dot; letter case is ignored. */
export interface Resolver {
  mx(domain: string): Promise<Lookup<{ readonly preference: number; readonly host: string }>>
  addresses(host: string): Promise<Lookup<string>>
  names(address: string): Promise<Lookup<string>>
  texts(domain: string): Promise<Lookup<string>>
}
