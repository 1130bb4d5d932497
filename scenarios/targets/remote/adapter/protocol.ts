import { z } from 'zod'
import { services } from '../../../evidence/services.ts'

// The protocol of adapters, version 1: one JSON object a line, each request answered by one line.

const words = z.string().min(1)
const document = z.record(z.string(), z.unknown())
const port = z.int().min(1).max(65_535)

/** What an adapter can do besides staging servers. */
export const adapterPowers = ['clock', 'sink', 'operator', 'dns', 'profileDefaults', 'tls'] as const

const account = z.strictObject({ login: words, password: words })

const endpoint = z.strictObject({
  host: words,
  port,
  tls: z.enum(['none', 'starttls', 'implicit']).default('none'),
  /** PEM text of the authority that signed its certificate. */
  ca: z.string().optional(),
})

const clock = z.strictObject({
  /** Milliseconds since the epoch. */
  now: z.number(),
  /** Whether it goes on by itself between requests. */
  flows: z.boolean().default(true),
  /** How finely it can be placed, in milliseconds. */
  resolution: z.number().min(1).default(1000),
  timeZone: z.string().optional(),
})

/** Who the adapter is, and what it can do. */
export const describeAnswer = z.strictObject({
  protocol: z.literal(1),
  software: words,
  powers: z.array(z.enum(adapterPowers)).default([]),
})

/** What the server cannot be brought to, each with why. */
const shortfallsAnswer = z.strictObject({
  shortfalls: z.array(z.strictObject({ need: words, why: words })).min(1),
})

/** A server that is up, brought to the needs. */
const stagedAnswer = z.strictObject({
  services: z.partialRecord(z.enum(services), endpoint),
  /** As applied, read back from what was configured. */
  policy: document,
  /** By the names of the request. */
  accounts: z.record(z.string(), account).default({}),
  /** Stage address → the address of this machine that a client binds to be seen there. */
  sources: z.record(z.string(), z.string()).default({}),
  clock: clock.optional(),
})

export const stageAnswer = z.union([shortfallsAnswer, stagedAnswer])

export const operatorAnswer = z.strictObject({
  policy: document.optional(),
  account: account.optional(),
  output: z.string().optional(),
  problem: words.optional(),
})

export const clockAnswer = z.strictObject({ now: z.number() })

/** Whether all accepted mail has gone its way. */
export const settleAnswer = z.strictObject({ settled: z.boolean() })

/** The answer to `dns` and `stop`. */
export const doneAnswer = z.strictObject({})

/** Why a request was not carried out; the adapter goes on. */
export const problemAnswer = z.strictObject({ problem: words })

export type StagedAnswer = z.infer<typeof stagedAnswer>

const asked = { id: z.int() }
const operated = z.union([
  z.strictObject({ sets: document }),
  z.strictObject({ adds: words }),
  z.strictObject({ writes: words, lines: z.array(z.string()).nullable() }),
  z.strictObject({ runs: words }),
  z.strictObject({ restarts: z.literal(true) }),
  z.strictObject({ connects: z.array(z.string()) }),
])

/** What mailspec asks. */
export const requests = z.discriminatedUnion('do', [
  z.strictObject({ ...asked, do: z.literal('describe') }),
  z.strictObject({
    ...asked,
    do: z.literal('stage'),
    scenario: words,
    profile: words,
    policy: document,
    /** Name → address. */
    accounts: z.record(z.string(), z.string()),
    /** Role → stage address. */
    sources: z.record(z.string(), z.string()),
    uses: z.array(z.string()),
    seed: z.int(),
    /** Where mail to foreign domains is to go. Absent where the story needs none. */
    sink: z.strictObject({ host: words, port }).optional(),
  }),
  z.strictObject({ ...asked, do: z.literal('operator'), operator: operated }),
  z.strictObject({ ...asked, do: z.literal('dns'), name: words, records: document }),
  z.strictObject({ ...asked, do: z.literal('clock'), to: z.number() }),
  z.strictObject({ ...asked, do: z.literal('settle') }),
  z.strictObject({ ...asked, do: z.literal('stop') }),
])

type Asked = z.infer<typeof requests>
/** A request before it has its number. */
export type Request = Asked extends infer One ? (One extends Asked ? Omit<One, 'id'> : never) : never

/** The JSON Schema of requests and answers, for authors of adapters. */
export const adapterJsonSchema = (): string => {
  const answers = {
    describe: describeAnswer,
    stage: stageAnswer,
    operator: operatorAnswer,
    dns: doneAnswer,
    clock: clockAnswer,
    settle: settleAnswer,
    stop: doneAnswer,
  }
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'mailspec adapter protocol 1: each answer repeats the id of its request',
    $defs: {
      request: z.toJSONSchema(requests, { io: 'output' }),
      ...Object.fromEntries(
        Object.entries({ ...answers, problem: problemAnswer }).map(([name, answer]) => [
          name,
          z.toJSONSchema(answer, { io: 'input' }),
        ]),
      ),
    },
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`
}
