import { z } from 'zod'
import type { Question } from './properties.ts'

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

const entry = z.strictObject({
  /** A property, or a property in one of its settings: `model`, `model/kerio`. */
  property: z.string().min(1),
  /** A pattern of what surprises: the step in words, what was expected, and what was seen. */
  claim: z.string().min(1).refine(isPattern, 'expected a regular expression'),
  reason: z.string().min(1),
  link: z.url().exactOptional(),
})

/** What is known of a target: a surprise that is no reason to stop a story. */
export type Declared = z.infer<typeof entry>

/** Reads a list of declarations. @returns them, or what is wrong with the list */
export function readDeclared(parsed: unknown): readonly Declared[] | { readonly problem: string } {
  const read = z.array(entry).safeParse(parsed)
  if (read.success) return read.data
  return { problem: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') }
}

/** The declaration that a surprise falls under, if any. */
export const declarationOf = (
  declared: readonly Declared[],
  { id, property }: Question,
  surprise: string,
): Declared | undefined =>
  declared.find(
    (each) =>
      (each.property === id || each.property === property.name) && new RegExp(each.claim).test(surprise),
  )
