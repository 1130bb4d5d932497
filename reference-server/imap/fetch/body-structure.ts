import { writtenList, writtenNstring, writtenString } from '../syntax/written.ts'
import type { Entity } from '../../message/entity.ts'
import { envelope } from './envelope.ts'
import { readFields, valueOf, type HeaderField } from '../../message/header.ts'
import { readParameterised } from '../../message/parameters.ts'

/**
 * Gives the BODYSTRUCTURE of a message, or its BODY (RFC 3501 §7.4.2).
 *
 * @param isExtended BODYSTRUCTURE has more to tell than BODY
 */
export function bodyStructure(entity: Entity, isExtended: boolean): string {
  const [type = '', subtype = ''] = entity.type.value.split('/')
  const fields = readFields(entity.header)
  const text = (name: string) => writtenNstring(valueOf(fields, name))
  const parameters = writtenParameters(entity.type.parameters)
  const placed = [disposition(fields), languages(fields), text('content-location')]
  if (entity.inside.is === 'parts') {
    const parts = entity.inside.parts.map((part) => bodyStructure(part, isExtended)).join('')
    return `(${[parts, writtenString(subtype), ...(isExtended ? [parameters, ...placed] : [])].join(' ')})`
  }
  const items = [
    writtenString(type),
    writtenString(subtype),
    parameters,
    text('content-id'),
    text('content-description'),
    writtenString(valueOf(fields, 'content-transfer-encoding')?.toLowerCase() ?? '7bit'),
    String(entity.body.length),
    ...inner(entity, isExtended),
    ...(type === 'text' || entity.inside.is === 'message' ? [String(lineCount(entity.body))] : []),
    ...(isExtended ? [text('content-md5'), ...placed] : []),
  ]
  return writtenList(items)
}

const inner = ({ inside }: Entity, isExtended: boolean): readonly string[] =>
  inside.is === 'message' ? [envelope(inside.message.header), bodyStructure(inside.message, isExtended)] : []

const writtenParameters = (parameters: readonly (readonly [string, string])[]): string =>
  writtenList(parameters.map(([name, value]) => `${writtenString(name)} ${writtenString(value)}`))

function disposition(fields: readonly HeaderField[]): string {
  const text = valueOf(fields, 'content-disposition')
  if (text === undefined) return 'NIL'
  const { value, parameters } = readParameterised(text)
  return writtenList([writtenString(value), writtenParameters(parameters)])
}

const languages = (fields: readonly HeaderField[]): string =>
  writtenList(
    (valueOf(fields, 'content-language') ?? '')
      .split(/[, \t]+/)
      .filter(Boolean)
      .map(writtenString),
  )

function lineCount(body: Buffer): number {
  let lines = 0
  for (let at = 0; at < body.length; at += 1) if (body[at] === 0x0a) lines += 1
  return lines
}
