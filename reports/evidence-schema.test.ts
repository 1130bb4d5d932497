import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Evidence } from '#evidence'
import { evidenceSchema } from './evidence-schema.ts'

// The types of the evidence are not inferred from the schema. The schema is open, as a newer mailspec may have added
// fields; with its type a misspelt field would compile everywhere. So the compiler compares the two, field by field.

/**
 * Every field of a type as a text, with what it has: `.sessions[].leftOut?.lines#${number}`. A list is `[]`, a record
 * `{}`, a subject has its kind.
 */
type Fields<Value, At extends string = ''> = unknown extends Value
  ? `${At} anything`
  : Value extends string
    ? `${At}=${Value}`
    : Value extends number
      ? `${At}#${Value}`
      : Value extends boolean
        ? `${At}!${Value}`
        : Value extends ReadInPart
          ? `${At} in part`
          : Value extends readonly (infer Item)[]
            ? Fields<Item, `${At}[]`>
            : [Named<Value>] extends [never]
              ? Fields<Value[keyof Value], `${At}{}`>
              : Value extends { readonly kind: infer Kind extends string }
                ? Each<Value, `${At}(${Kind})`>
                : Each<Value, At>

type Each<Value, At extends string> = {
  [Name in Named<Value>]: undefined extends Value[Name]
    ? Fields<Exclude<Value[Name], undefined>, `${At}.${Name}?`>
    : Fields<Value[Name], `${At}.${Name}`>
}[Named<Value>]

/** The names of a type, without those that a record or an open shape may have, and without the kind. */
type Named<Value> = Exclude<
  keyof { [Name in keyof Value as string extends Name ? never : Name]: true } & string,
  'kind'
>

/** What the schema reads only in part, and on purpose: what a claim expects, and what the head says of a peer. */
type ReadInPart = { readonly is: string } | { readonly protocol: string }

/** Fields without the words that stand in them. */
type Wide<Field> = Field extends `${infer At}=${string}` ? `${At}=` : Field

/** As evidence is recorded. Its endpoints are read as a record of any services. */
type Recorded = Fields<
  Omit<Evidence, 'endpoints'> & { endpoints: Record<string, NonNullable<Evidence['endpoints']['mx']>> }
>
type Read = Fields<z.output<typeof evidenceSchema>>

/** Never, or the fields that the schema would not read, or does not list. */
type Unread = Exclude<Recorded, Read>
/** Never, or the fields of the schema that no evidence has. */
type Unrecorded = Exclude<Wide<Read>, Wide<Recorded>>

const unread: readonly Unread[] = []
const unrecorded: readonly Unrecorded[] = []

/** Compiles where both are empty; otherwise the error names a field. */
const different: readonly (readonly never[])[] = [unread, unrecorded]

test('what is recorded and what is read of it have the same fields, which the compiler compares', () => {
  expect(different.flat()).toEqual([])
})
