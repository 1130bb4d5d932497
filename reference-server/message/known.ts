import { readEntity, readHeader, type Entity, type Header, type Weighed } from './entity.ts'
import { createRecent, type Recent } from './recent.ts'

/** What all that is remembered of messages may take, about. */
const rememberedOctets = 2 ** 24

const headers = createRecent<Header>(rememberedOctets)
const entities = createRecent<Entity>(rememberedOctets)

/** Gives the header of a message, read once for the same octets; yields where it may be interrupted. */
export function* headerOf(octets: Buffer): Generator<undefined, Header> {
  return entities.get(octets) ?? (yield* once(octets, headers, readHeader))
}

/** Gives the structure of a message, read once for the same octets; yields where it may be interrupted. */
export const entityOf = (octets: Buffer): Generator<undefined, Entity> => once(octets, entities, readEntity)

function* once<T>(
  octets: Buffer,
  known: Recent<T>,
  read: (octets: Buffer) => Generator<undefined, Weighed<T>>,
): Generator<undefined, T> {
  const found = known.get(octets)
  if (found) return found
  const made = yield* read(octets)
  known.set(octets, made)
  return made.value
}
