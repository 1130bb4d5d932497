import { z } from 'zod'
import { expectation, problemsOf, type FileProblem } from './file.ts'
import { seen } from './seen.ts'

/** `fixtures/expected/<target>.yaml`: the verdicts of a built-in target that are known and accepted. */
const expectationsSchema = z
  .array(expectation, { error: ({ input }) => `expected a list of expectations, saw ${seen(input)}` })
  .meta({ title: 'mailspec expectations' })

type Expectations = z.infer<typeof expectationsSchema>

/**
 * Checks a parsed file of expectations. The same verdict of one scenario cannot be declared twice.
 *
 * @returns the expectations, or every problem with its path: `[2].verdict`
 */
export function readExpectations(
  parsed: unknown,
):
  | { readonly expected: Expectations; readonly problems?: never }
  | { readonly problems: readonly FileProblem[]; readonly expected?: never } {
  const read = expectationsSchema.safeParse(parsed)
  if (!read.success) return { problems: read.error.issues.flatMap((issue) => problemsOf(issue)) }
  const names = read.data.map(({ scenario }) => scenario)
  const problems = names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: `[${index}].scenario`, text: `${name} is declared already, in [${names.indexOf(name)}]` }],
  )
  return problems.length > 0 ? { problems } : { expected: read.data }
}

/** The JSON Schema of expectations, for editors. */
export const expectationsJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(expectationsSchema, { target: 'draft-2020-12', io: 'input' }), undefined, 2)}\n`
