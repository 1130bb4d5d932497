import { writtenList, writtenNstring } from '../syntax/written.ts'
import { readAddresses, type Address } from '../../message/addresses.ts'
import { readFields, valueOf, valuesOf } from '../../message/header.ts'

/** Gives the ENVELOPE of a message (RFC 3501 §7.4.2). Values are as written, on one line, encoded words and all. */
export function envelope(header: Buffer): string {
  const fields = readFields(header)
  const text = (name: string) => writtenNstring(valueOf(fields, name))
  const addresses = (name: string) => writtenAddresses(valuesOf(fields, name).flatMap(readAddresses))
  const from = addresses('from')
  const orFrom = (name: string) => {
    const own = addresses(name)
    return own === 'NIL' ? from : own
  }
  const items = [
    text('date'),
    text('subject'),
    from,
    orFrom('sender'),
    orFrom('reply-to'),
    addresses('to'),
    addresses('cc'),
    addresses('bcc'),
    text('in-reply-to'),
    text('message-id'),
  ]
  return writtenList(items)
}

const writtenAddresses = (addresses: readonly Address[]): string =>
  addresses.length === 0 ? 'NIL' : `(${addresses.map(writtenAddress).join('')})`

const writtenAddress = ({ name, mailbox, host }: Address): string =>
  `(${writtenNstring(name)} NIL ${writtenNstring(mailbox)} ${writtenNstring(host)})`
