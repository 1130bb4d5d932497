import type { Lookup, Resolver } from './resolver.ts'

/** The records of one name. An address may stand as a name, to give it the names of its PTR records. */
interface ZoneRecords {
  readonly MX?: readonly { readonly preference: number; readonly host: string }[] | undefined
  readonly A?: readonly string[] | undefined
  readonly AAAA?: readonly string[] | undefined
  readonly PTR?: readonly string[] | undefined
  readonly TXT?: readonly string[] | undefined
}

/** `{ 'remote.test': { MX: [{ preference: 10, host: 'mx.remote.test' }] }, 'lost.test': 'unavailable' }` */
export type Zones = Readonly<Record<string, ZoneRecords | 'unavailable'>>

/**
 * Answers look-ups from a table. A name that is not in it does not exist.
 *
 * @param zones the table as it is at the moment of the look-up
 */
export function createZoneResolver(zones: () => Zones): Resolver {
  const find = <T>(name: string, read: (records: ZoneRecords) => readonly T[]): Promise<Lookup<T>> => {
    const wanted = plain(name)
    const records = Object.entries(zones()).find(([known]) => plain(known) === wanted)?.[1]
    if (records === undefined) return Promise.resolve({ failed: 'no-such-name' })
    if (records === 'unavailable') return Promise.resolve({ failed: 'unavailable' })
    const found = read(records)
    return Promise.resolve(found.length > 0 ? { found } : { failed: 'no-such-record' })
  }

  return {
    mx: (domain) => find(domain, (records) => records.MX ?? []),
    addresses: (host) => find(host, (records) => [...(records.A ?? []), ...(records.AAAA ?? [])]),
    names: (address) => find(address, (records) => records.PTR ?? []),
    texts: (domain) => find(domain, (records) => records.TXT ?? []),
  }
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '')
