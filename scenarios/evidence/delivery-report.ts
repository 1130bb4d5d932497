import { fieldsOf, isNamed, valuesOf, type Letter } from './letter.ts'

/** What became of a recipient, as a report says it (RFC 3464 §2.3.3). */
export type Action = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'

/**
 * The recipients of whom a delivery report says that this became of them. A letter that is no such report names nobody:
 * it has to be a multipart/report of type delivery-status, with a text for people first and the report itself second (RFC
 * 6522 §3, RFC 3464 §2).
 */
export function recipientsReported(letter: Letter, action: Action): readonly string[] {
  const [whole, text, report] = letter.entities.filter(({ depth }) => depth < 2)
  const [contentType = ''] = valuesOf(letter, 'Content-Type')
  const isReport =
    whole?.type === 'multipart/report' &&
    /;\s*report-type\s*=\s*"?delivery-status\b/i.test(contentType) &&
    text?.type.startsWith('text/') === true &&
    report?.type === 'message/delivery-status'
  if (!isReport) return []
  const [, ...recipients] = (report.text ?? '').split(/(?:\r?\n){2,}/)
  return recipients.map(fieldsOf).flatMap((fields) => {
    const valueOf = (name: string) => fields.find((field) => isNamed(field, name))?.value
    if (/^[a-z]+/i.exec(valueOf('Action') ?? '')?.[0].toLowerCase() !== action) return []
    const of = valueOf('Original-Recipient') ?? valueOf('Final-Recipient') ?? ''
    return [of.replace(/^[^;]*;\s*/, '').replace(/^<(.*)>$/, '$1')]
  })
}
