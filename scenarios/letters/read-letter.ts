import PostalMime, { decodeWords } from 'postal-mime'
import { letterBounds, usualPeerBounds } from '../evidence/bounds.ts'
import { isNamed, type Entity, type Letter } from '../evidence/letter.ts'
import { entitiesIn, type FoundEntity } from './entities.ts'
import { digestOf, keptMessage } from './kept-message.ts'

/**
 * Reads a message that was found. Whatever it holds is read as far as it can be, and never an error.
 *
 * @param octets  latin1, secrets hidden
 * @param leftOut octets that followed and are not known
 */
export async function readLetter(octets: string, leftOut = 0): Promise<Letter> {
  const kept = keptMessage(octets, leftOut)
  if (octets.length > usualPeerBounds.replyOctets) return { ...kept, entities: [], unread: 'it is too long' }
  const { entities: found, more } = entitiesIn(octets)
  const entities: Entity[] = []
  for (const entity of found) entities.push(await readEntity(entity))
  const unread = leftOut > 0 ? 'its end is not known' : more ? 'it has too many parts' : undefined
  const subject = found[0]?.fields.find((field) => isNamed(field, 'Subject'))?.value
  return {
    ...kept,
    ...(subject !== undefined && { subject: decodeWords(asText(subject, 'utf-8')) }),
    entities,
    ...(unread !== undefined && { unread }),
  }
}

async function readEntity(entity: FoundEntity): Promise<Entity> {
  const { depth, type, body } = entity
  const whole = { depth, type }
  if (type.startsWith('multipart/')) return whole
  const { filename, disposition, content } = await decoded(entity)
  const text = asText(content.slice(0, letterBounds.partOctets), charsetOf(entity))
  return {
    ...whole,
    ...(disposition !== undefined && { disposition }),
    ...(filename !== undefined && { filename }),
    text,
    octets: content.length,
    digest: digestOf(content),
    ...(type === 'message/rfc822' && { message: keptMessage(encodingOf(entity) ? content : body) }),
  }
}

/** What a part holds, as octets (latin1), and what it is called. */
interface Decoded {
  readonly filename?: string
  readonly disposition?: string
  readonly content: string
}

/**
 * Has the library undo the transfer encoding and read the file name: it is shown the part alone, as an attachment, which
 * it leaves whole. Line ends of what is not base64 come back as LF.
 */
async function decoded({ fields, body }: FoundEntity): Promise<Decoded> {
  const said = fields.find((field) => isNamed(field, 'Content-Disposition'))
  const disposition = /^[^\s;]+/.exec(said?.value ?? '')?.[0].toLowerCase()
  const header = [
    said?.raw.replace(/^([^:]*:\s*)[^\s;]*/, '$1attachment') ?? 'Content-Disposition: attachment\r\n',
    ...fields.filter((field) => /^content-(?!disposition)/i.test(field.name)).map(({ raw }) => raw),
  ].join('')
  const is = disposition === undefined ? {} : { disposition }
  try {
    const { attachments } = await PostalMime.parse(Buffer.from(`${header}\r\n${body}`, 'latin1'), {
      forceRfc822Attachments: true,
      maxNestingDepth: 1,
    })
    const [part] = attachments
    if (!part) return { ...is, content: body }
    const { filename, content } = part
    return { ...is, ...(filename !== null && { filename }), content: octetsOf(content) }
  } catch {
    // What the library cannot read stands as it came: the octets are what counts.
    return { ...is, content: body }
  }
}

const octetsOf = (content: ArrayBuffer | Uint8Array | string): string =>
  typeof content === 'string'
    ? content
    : Buffer.from(content instanceof Uint8Array ? content : new Uint8Array(content)).toString('latin1')

const encodingOf = ({ fields }: FoundEntity): boolean =>
  /^(?:base64|quoted-printable)/i.test(
    fields.find((field) => isNamed(field, 'Content-Transfer-Encoding'))?.value ?? '',
  )

const charsetOf = ({ fields }: FoundEntity): string =>
  /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(
    fields.find((field) => isNamed(field, 'Content-Type'))?.value ?? '',
  )?.[1] ?? 'utf-8'

/** Octets as text of a character set; one that nobody knows is latin1. */
function asText(octets: string, charset: string): string {
  try {
    return new TextDecoder(charset).decode(Buffer.from(octets, 'latin1'))
  } catch {
    return octets
  }
}
