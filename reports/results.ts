import { z } from 'zod'
import { parseJson } from './parse-json.ts'

const count = z.int().min(0)
const text = z.string()

/** What may be said of a scenario, or of a clause, on one target. */
const verdictSchema = z.enum(['conforms', 'deviates', 'violates', 'inconclusive', 'unsupported', 'faulty'])

const axisSchema = z.enum(['holds', 'broken', 'unknown']).nullable()

const totalsSchema = z.strictObject({
  conforms: count,
  deviates: count,
  violates: count,
  inconclusive: count,
  unsupported: count,
  faulty: count,
})

const runSchema = z.strictObject({
  id: text.meta({ description: 'Also the name of the folder the run was written to.' }),
  suite: text.meta({ description: 'The suite and its version: `mailspec 0.1.0`.' }),
  startedAt: z.iso.datetime(),
  durationMs: z.number().min(0),
  seed: z.int(),
  complete: z
    .boolean()
    .meta({ description: 'False when the run ended before everything planned was played.' }),
  shard: text
    .regex(/^[1-9]\d*\/[1-9]\d*$/)
    .optional()
    .meta({ description: 'Which part of the plan was played: `2/5`. Absent where it is the whole of it.' }),
})

const targetSchema = z.strictObject({
  name: text,
  software: text,
  clock: text.meta({
    description: 'How time passes at the target: `virtual`, `turned`, `waiting` or `none`.',
  }),
  file: text.optional().meta({ description: 'The file that describes it, where there is one.' }),
  totals: totalsSchema.meta({ description: 'Scenarios by verdict.' }),
})

const reasonSchema = z.strictObject({
  kind: z.enum(['shortfall', 'claim', 'stopped', 'fault']),
  need: text
    .optional()
    .meta({ description: 'For a shortfall: what the scenario needs and the target lacks.' }),
  text,
  where: text.optional().meta({
    description: 'For a claim: the line of the story it was made on, `scenarios/cases/relay/kerio.ts:31`.',
  }),
  reproduce: text.optional().meta({
    description: 'For a claim: shell lines with swaks, nc, openssl or curl that lead to it once more.',
  }),
})

const expectationSchema = z.strictObject({
  verdict: verdictSchema,
  reason: text,
  claim: text.optional(),
  link: z.url({ protocol: /^https?$/ }).optional(),
})

const names = z.array(text)

const disturbedSchema = z.strictObject({
  held: names.meta({ description: 'The disturbances under which the verdict is the same.' }),
  broken: z
    .array(
      z.strictObject({
        by: names,
        verdict: verdictSchema,
        evidence: text.nullable().meta({ description: 'That of the disturbed play.' }),
        reasons: z.array(reasonSchema),
      }),
    )
    .meta({ description: 'The disturbances under which it is another one.' }),
  untold: z
    .array(z.strictObject({ by: names, why: text }))
    .meta({ description: 'Where the disturbed play did not get to its end.' }),
  passedOver: z
    .array(z.strictObject({ disturbance: text, why: text }))
    .meta({ description: 'The disturbances that the scenario depends on, and why.' }),
})

const scenarioResultSchema = z.strictObject({
  target: text,
  verdict: verdictSchema,
  decision: axisSchema.meta({
    description: 'How the claims about decisions came out; null when there are none.',
  }),
  form: axisSchema.meta({ description: 'How the claims about words came out; null when there are none.' }),
  durationMs: z.number().min(0),
  evidence: text
    .nullable()
    .meta({ description: 'Path within the folder of the run; null when the scenario was not played.' }),
  expected: expectationSchema.optional().meta({
    description: 'The verdict its owner has declared; it is stale when it differs from the verdict.',
  }),
  reasons: z.array(reasonSchema),
  disturbed: disturbedSchema.optional().meta({
    description:
      'What became of it when something was changed that must not matter; absent where nothing was.',
  }),
})

const scenarioSchema = z.strictObject({
  id: text,
  title: text,
  area: text,
  clauses: z.array(text),
  results: z.array(scenarioResultSchema),
})

const clauseSchema = z.strictObject({
  id: text,
  product: text.meta({ description: 'One of the five products, or the RFC: `rfc5321`.' }),
  area: text,
  implied: z
    .literal(true)
    .optional()
    .meta({ description: 'Its manual implies it without stating it; counted apart.' }),
  status: z.enum(['tested', 'untested', 'derived', 'untestable']),
  reason: text.optional(),
  scenarios: z.array(text),
  saboteurs: z.array(text),
  results: z
    .array(
      z.strictObject({
        target: text,
        verdict: verdictSchema,
        disturbed: z
          .strictObject({
            ways: count.meta({ description: 'How many disturbances changed nothing about it.' }),
            when: names.meta({ description: 'The disturbances under which it is violated.' }),
          })
          .optional(),
      }),
    )
    .meta({
      description: 'The worst of the claims that count for the clause; no entry where none was made.',
    }),
})

/** The schema of `results.json`: all results of a run, without the evidence itself. */
export const resultsSchema = z
  .strictObject({
    version: z.literal(1),
    run: runSchema,
    targets: z.array(targetSchema),
    scenarios: z.array(scenarioSchema),
    clauses: z.array(clauseSchema),
  })
  .meta({ title: 'mailspec results' })

export type Results = z.infer<typeof resultsSchema>
export type Verdict = z.infer<typeof verdictSchema>
export type Totals = z.infer<typeof totalsSchema>
export type ScenarioEntry = Results['scenarios'][number]
export type ScenarioResult = ScenarioEntry['results'][number]
export type ClauseEntry = Results['clauses'][number]
export type ClauseResult = ClauseEntry['results'][number]
export type TargetEntry = Results['targets'][number]
export type Reason = ScenarioResult['reasons'][number]

/** The paths of all evidence that results name, that of disturbed plays included. */
export const evidenceNamedBy = ({ scenarios }: Results): readonly string[] =>
  scenarios.flatMap(({ results }) =>
    results.flatMap(({ evidence, disturbed }) => [
      ...(evidence === null ? [] : [evidence]),
      ...(disturbed?.broken.flatMap((play) => play.evidence ?? []) ?? []),
    ]),
  )

/**
 * Reads the text of a `results.json`.
 *
 * @throws SyntaxError in one line, when it is not JSON, not results, or of a version not known here
 */
export function readResults(json: string): Results {
  const read = resultsSchema.safeParse(parseJson(json))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
  throw new SyntaxError(`not results of version 1: ${place}${issue?.message ?? 'unreadable'}`)
}

/** The JSON Schema of `results.json`, as committed beside this file. */
export const resultsJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(resultsSchema, { target: 'draft-2020-12' }), undefined, 2)}\n`

/** Tells whether a target is the reference server: no other stands on a virtual clock. */
export const isReference = ({ clock }: Pick<TargetEntry, 'clock'>): boolean => clock === 'virtual'
