import { textOf } from '../../message/charset.ts'
import { wordsDecoded } from '../../message/encoded-words.ts'
import type { Entity } from '../../message/entity.ts'
import { valueOf } from '../../message/header.ts'
import { uncommented } from '../../message/lexer.ts'
import { decoded } from '../../message/transfer-encoding.ts'
import { folded } from './condition.ts'

/** Gives what can be read in the body of a message, part by part and folded; undefined is a place to give way at. */
export function* textsIn(octets: Buffer, entity: Entity): Generator<string | undefined> {
  yield undefined
  const { inside, fields, type } = entity
  if (inside.is === 'parts') {
    for (const part of inside.parts) yield* textsIn(octets, part)
  } else if (inside.is === 'message') {
    for (const { name, value } of inside.message.fields) yield folded(`${name}: ${wordsDecoded(value)}`)
    yield* textsIn(octets, inside.message)
  } else if (type.value.startsWith('text/')) {
    const body = octets.subarray(entity.bodyStart, entity.end)
    const encoding = uncommented(valueOf(fields, 'content-transfer-encoding') ?? '')
    const charset = type.parameters.find(([name]) => name === 'charset')?.[1] ?? 'us-ascii'
    yield folded(textOf(decoded(body, encoding) ?? body, charset))
  }
}
