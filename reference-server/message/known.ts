import { readEntity, readHeader, type Entity, type Header, type Weighed } from './entity.ts'
import { createRecent, type Placed, type Recent } from './recent.ts'

/** A message at rest. */
interface Kept extends Placed {
  readonly size: number
  read(from?: number, to?: number): Promise<Buffer>
}

/** What all that is remembered of messages may take, about. */
const rememberedOctets = 2 ** 24

const headers = createRecent<Header>(rememberedOctets)
const entities = createRecent<Entity>(rememberedOctets)

/** The header is hardly ever longer. */
const headerOctets = 65_536

/** Gives the header of a message, read once; yields where it may be interrupted. */
export async function* headerOf(message: Kept): AsyncGenerator<undefined, Header> {
  return entities.get(message) ?? (yield* once(message, headers, readHeaderOf))
}

/** Gives the structure of a message, read once; yields where it may be interrupted. */
export const entityOf = (message: Kept): AsyncGenerator<undefined, Entity> =>
  once(message, entities, async function* () {
    return yield* readEntity(await message.read())
  })

async function* once<T>(
  message: Kept,
  known: Recent<T>,
  read: (message: Kept) => AsyncGenerator<undefined, Weighed<T>>,
): AsyncGenerator<undefined, T> {
  const found = known.get(message)
  if (found) return found
  const made = yield* read(message)
  known.set(message, made)
  return made.value
}

async function* readHeaderOf(message: Kept): AsyncGenerator<undefined, Weighed<Header>> {
  const first = await message.read(0, headerOctets)
  const made = yield* readHeader(first)
  const isWhole = made.value.bodyStart < first.length || first.length === message.size
  return isWhole ? made : yield* readHeader(await message.read())
}
