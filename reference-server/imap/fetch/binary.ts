import { entityOf } from '../../message/known.ts'
import { valueOf } from '../../message/header.ts'
import { uncommented } from '../../message/lexer.ts'
import { decoded } from '../../message/transfer-encoding.ts'
import type { StoredOctets } from '../../store/octets.ts'
import { partOf } from './section.ts'

/**
 * Gives a part of a message with its transfer encoding undone (RFC 3516); undefined where there is no such part. No part
 * is the message as it is.
 */
export async function* binaryOf(
  message: StoredOctets,
  part: readonly number[],
): AsyncGenerator<undefined, Buffer | 'unknown encoding' | undefined> {
  if (part.length === 0) return message.read()
  const entity = partOf(yield* entityOf(message), part)
  if (!entity) return undefined
  const body = await message.read(entity.bodyStart, entity.end)
  // Parts within parts have encodings of their own.
  if (entity.inside.is !== 'nothing') return body
  const encoding = uncommented(valueOf(entity.fields, 'content-transfer-encoding') ?? '')
  return decoded(body, encoding.trim()) ?? 'unknown encoding'
}
