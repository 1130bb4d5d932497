import type { Entity } from '../../message/entity.ts'
import { valueOf, type HeaderField } from '../../message/header.ts'
import { uncommented } from '../../message/lexer.ts'
import { readParameterised } from '../../message/parameters.ts'
import { writtenList, writtenNstring, writtenString } from '../syntax/written.ts'
import { envelope, type Told } from './envelope.ts'

/**
 * Gives the BODYSTRUCTURE of a message, or its BODY (RFC 3501 §7.4.2), piece by piece.
 *
 * @param isExtended BODYSTRUCTURE has more to tell than BODY
 */
export function* bodyStructure(entity: Entity, isExtended: boolean): Generator<Told> {
  yield undefined
  const { inside, fields } = entity
  const [type = '', subtype = ''] = entity.type.value.split('/')
  const text = (name: string) => writtenNstring(valueOf(fields, name))
  const plain = (name: string) => uncommented(valueOf(fields, name) ?? '')
  const parameters = writtenParameters(entity.type.parameters)
  const placed = [disposition(fields), languages(plain('content-language')), text('content-location')]
  if (inside.is === 'parts') {
    yield '('
    for (const part of inside.parts) yield* bodyStructure(part, isExtended)
    return yield ` ${[writtenString(subtype), ...(isExtended ? [parameters, ...placed] : [])].join(' ')})`
  }
  const before = [
    writtenString(type),
    writtenString(subtype),
    parameters,
    writtenNstring(plain('content-id') || undefined),
    text('content-description'),
    writtenString(plain('content-transfer-encoding').toLowerCase() || '7bit'),
    String(entity.end - entity.bodyStart),
  ]
  yield `(${before.join(' ')}`
  if (inside.is === 'message') {
    yield ' '
    yield* envelope(inside.message.fields)
    yield ' '
    yield* bodyStructure(inside.message, isExtended)
  }
  const after = [
    ...(type === 'text' || inside.is === 'message' ? [String(entity.bodyLines)] : []),
    ...(isExtended ? [writtenNstring(plain('content-md5') || undefined), ...placed] : []),
  ]
  yield `${after.map((item) => ` ${item}`).join('')})`
}

const writtenParameters = (parameters: readonly (readonly [string, string])[]): string =>
  writtenList(parameters.map(([name, value]) => `${writtenString(name)} ${writtenString(value)}`))

function disposition(fields: readonly HeaderField[]): string {
  const text = valueOf(fields, 'content-disposition')
  if (text === undefined) return 'NIL'
  const { value, parameters } = readParameterised(text)
  return writtenList([writtenString(value), writtenParameters(parameters)])
}

const languages = (tags: string): string =>
  writtenList(
    tags
      .split(/[, \t]+/)
      .filter(Boolean)
      .map(writtenString),
  )
