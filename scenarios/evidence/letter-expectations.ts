import type { LetterFound } from './evidence.ts'
import { decision, type Meets } from './expectation.ts'
import { fieldsOf, isNamed, valuesOf, type Entity, type Letter } from './letter.ts'
import { addedTo, changeIn } from './letter-changes.ts'
import { recipientsReported, type Action } from './delivery-report.ts'
import { holdsWanted, isWanted, wanted, wantedInWords, type Wanted } from './wanted-text.ts'

interface FieldWanted extends Wanted {
  readonly name: string
  readonly has: boolean
  readonly which?: Which
}

/** The only one of its name, the first of them, or one that the message was not sent with. */
type Which = 'only' | 'topmost' | 'added'

interface EnvelopeOf {
  readonly to: string | readonly string[]
}

/** What can be expected of a letter. One that did not arrive is as nobody expected; one on its way tells nothing. */
export const letterExpectations = {
  field: decision({
    says: {
      hasHeader: (name: string, value?: string | RegExp, which?: Which): FieldWanted => ({
        name,
        has: true,
        ...wanted(value),
        ...(which && { which }),
      }),
      lacksHeader: (name: string, value?: string | RegExp): FieldWanted => ({
        name,
        has: false,
        ...wanted(value),
      }),
    },
    meets: {
      letter: inLetter((letter, { name, has, which, ...value }, { sent }) => {
        const values = which === 'added' ? addedValues(letter, sent, name) : valuesOf(letter, name)
        if (!values) return undefined
        const looked = which === 'only' || which === 'topmost' ? values.slice(0, 1) : values
        const found = looked.some((each) => isWanted(each, value))
        if (letter.headerLeftOut !== undefined && !(found && which !== 'only')) return undefined
        return has ? found && (which !== 'only' || values.length === 1) : !found
      }),
    },
    words: ({ name, has, which, ...value }) =>
      `${has ? whichInWords[which ?? 'any'] : 'no field '}${name}${wantedInWords(value)}`,
    sawIn: ({ letter }, { name }) => letter && listed(name, valuesOf(letter, name)),
  }),
  subject: decision({
    says: { hasSubject: (text: string | RegExp) => wanted(text) },
    meets: { letter: inLetter(({ subject }, text) => subject !== undefined && isWanted(subject, text)) },
    words: (text) => `the subject${wantedInWords(text)}`,
    sawIn: ({ letter }) => letter && listed('subject', letter.subject === undefined ? [] : [letter.subject]),
  }),
  part: decision({
    says: {
      hasPart: (type: string, text?: string | RegExp) => ({ type, has: true, ...wanted(text) }),
      lacksPart: (type: string, text?: string | RegExp) => ({ type, has: false, ...wanted(text) }),
    },
    meets: {
      letter: inLetter((letter, { type, has, ...text }) =>
        hasEntity(letter, has, (entity) => isOfType(entity, type) && holdsWanted(entity, text)),
      ),
    },
    words: ({ type, has, ...text }) => `${has ? 'a' : 'no'} part of type ${type}${wantedInWords(text)}`,
    sawIn: ({ letter }) =>
      letter &&
      listed(
        'part',
        letter.entities.map(({ type }) => type),
      ),
  }),
  attachment: decision({
    says: {
      attaches: (filename: string) => ({ filename, has: true }),
      lacksAttachment: (filename?: string) => ({ has: false, ...(filename !== undefined && { filename }) }),
    },
    meets: {
      letter: inLetter((letter, { filename, has }) =>
        hasEntity(
          letter,
          has,
          (entity) => isAttached(entity) && (filename ?? entity.filename) === entity.filename,
        ),
      ),
    },
    words: ({ filename, has }) =>
      `${has ? 'an' : 'no'} attachment${filename === undefined ? '' : ` ${filename}`}`,
    sawIn: ({ letter }) =>
      letter &&
      listed(
        'attachment',
        letter.entities.filter(isAttached).map(({ filename = '' }) => filename),
      ),
  }),
  text: decision({
    says: {
      hasText: (text: string | RegExp) => ({ has: true, ...wanted(text) }),
      lacksText: (text: string | RegExp) => ({ has: false, ...wanted(text) }),
    },
    meets: {
      letter: inLetter((letter, { has, ...text }) =>
        hasEntity(letter, has, (entity) => isOfType(entity, 'text/*') && holdsWanted(entity, text)),
      ),
    },
    words: ({ has, ...text }) => `${has ? 'a' : 'no'} text${wantedInWords(text)}`,
  }),
  unchanged: decision({
    says: { isUnchanged: ({ but = [] }: { readonly but?: readonly string[] } = {}) => ({ but }) },
    meets: {
      letter: inLetter((letter, { but }, { sent }) => {
        const change = sent && changeIn(letter, sent, but)
        return change && ('unknown' in change ? undefined : change.what === undefined)
      }),
    },
    words: ({ but }) =>
      `header and body as they were sent${but.length === 0 ? '' : `, but for ${but.join(', ')}`}, with trace fields above them alone`,
    sawIn: ({ letter, sent }, { but }) => {
      const change = letter && sent && changeIn(letter, sent, but)
      return change && ('unknown' in change ? change.unknown : change.what)
    },
  }),
  report: decision({
    says: {
      isReportOf: ({ to }: EnvelopeOf, { action = 'failed' }: { readonly action?: Action } = {}) => ({
        recipients: [to].flat(),
        action,
      }),
    },
    meets: {
      letter: inLetter((letter, { recipients, action }) => {
        if (letter.unread !== undefined) return undefined
        return isSameSet(recipientsReported(letter, action), recipients)
      }),
    },
    words: ({ recipients, action }) =>
      `a delivery report: ${action} for ${recipients.join(', ')}, and no others`,
    sawIn: ({ letter }, { action }) =>
      letter &&
      `${letter.entities[0]?.type ?? 'a message'}, ${listed(`${action} recipient`, recipientsReported(letter, action))}`,
  }),
  client: decision({
    says: { namesClient: () => ({}) },
    meets: {
      letter: inLetter((letter, _, { sent }) => {
        if (!sent || sent.addresses.length === 0) return undefined
        const received = firstReceived(letter, sent)
        return (
          received !== undefined && sent.addresses.some((address) => addressesIn(received).includes(address))
        )
      }),
    },
    words: () => 'a Received field of the server with the address the message came from',
    sawIn: ({ letter, sent }) =>
      letter && sent && listed('Received', [firstReceived(letter, sent) ?? []].flat()),
  }),
} as const

const whichInWords: Readonly<Record<Which | 'any', string>> = {
  any: '',
  only: 'only one field ',
  topmost: 'the topmost field ',
  added: 'a field of the server: ',
}

type Look<Details> = (letter: Letter, details: Details, found: LetterFound) => boolean | undefined

function inLetter<Details>(look: Look<Details>): Meets<LetterFound, Details> {
  return (found, details) =>
    found.letter ? look(found.letter, details, found) : found.certain ? false : undefined
}

/** Tells whether a letter has, or lacks, a part; undefined where that part may be among those not known. */
function hasEntity(
  { entities, unread }: Letter,
  has: boolean,
  is: (entity: Entity) => boolean | undefined,
): boolean | undefined {
  const results = entities.map(is)
  if (results.includes(true)) return has
  return results.includes(undefined) || unread !== undefined ? undefined : !has
}

function isOfType({ type }: Entity, wantedType: string): boolean {
  const wantedLower = wantedType.toLowerCase()
  return wantedLower.endsWith('/*') ? type.startsWith(wantedLower.slice(0, -1)) : type === wantedLower
}

function isAttached({ disposition, filename }: Entity): boolean {
  return disposition === 'attachment' || filename !== undefined
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [some, others].map((each) => [
    ...new Set(each.map((address) => address.toLowerCase())),
  ])
  return one !== undefined && one.length === other?.length && one.every((address) => other.includes(address))
}

/** The values of the fields that a message was not sent with; undefined where nobody knows how it was sent. */
function addedValues(letter: Letter, sent: LetterFound['sent'], name: string): readonly string[] | undefined {
  return (
    sent &&
    addedTo(fieldsOf(letter.header), fieldsOf(sent.header))
      .filter((field) => isNamed(field, name))
      .map(({ value }) => value)
  )
}

/** The trace field of the server that took the message first: the lowest of those above the ones that were sent. */
function firstReceived(letter: Letter, sent: NonNullable<LetterFound['sent']>): string | undefined {
  return addedValues(letter, sent, 'Received')?.at(-1)
}

/** The addresses between `from` and `by`, in brackets or round ones (RFC 5321 §4.4). */
function addressesIn(received: string): readonly string[] {
  const [from = ''] = received.split(/\sby\s/i)
  return Array.from(from.matchAll(/[[(](?:IPv6:)?(?:::ffff:)?([0-9a-f.:]+)[\])]/gi), ([, address = '']) =>
    address.toLowerCase(),
  )
}

/** What was found, for the reader of a claim. */
function listed(name: string, values: readonly string[]): string {
  if (values.length === 0) return `no ${name}`
  return `${name}: ${values.map((value) => (value.length > 200 ? `${value.slice(0, 200)}…` : value)).join(' | ')}`
}
