import { z } from 'zod'

// The fields of stored evidence, those of `scenarios/evidence`: the compiler compares them in evidence-schema.test.ts.
// A newer mailspec may have added some.

const text = z.string()
const texts = z.array(text)
const number = z.number()
const moment = z.looseObject({ notBefore: number, notAfter: number })

const replySchema = z.looseObject({ code: number, status: text.optional(), text: texts })

const isSo = z.literal(true).optional()
const handshake = z.looseObject({ version: text, certificate: text })
const inSession = { session: text, line: z.int(), when: moment, lost: isSo, closed: isSo }
const counted = { of: text, count: number, when: moment, certain: z.boolean(), doubt: text.optional() }

const keptMessage = {
  header: text,
  body: text,
  bodyOctets: number,
  bodyDigest: text.optional(),
  headerLeftOut: number.optional(),
}

const entitySchema = z.looseObject({
  depth: z.int(),
  type: text,
  disposition: text.optional(),
  filename: text.optional(),
  text: text.optional(),
  octets: number.optional(),
  digest: text.optional(),
  message: z.looseObject(keptMessage).optional(),
})

const letterSchema = z.looseObject({
  ...keptMessage,
  subject: text.optional(),
  entities: z.array(entitySchema),
  unread: text.optional(),
})

const sentSchema = z.looseObject({
  ...keptMessage,
  reversePath: text,
  forwardPaths: texts,
  addresses: texts,
})

const subjectSchema = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('attempt'),
    ...inSession,
    at: text,
    reply: replySchema.optional(),
    tls: handshake.optional(),
  }),
  z.looseObject({
    kind: z.literal('login'),
    ...inSession,
    succeeded: z.boolean(),
    said: text,
    code: number.optional(),
  }),
  z.looseObject({
    kind: z.literal('answer'),
    ...inSession,
    status: z.enum(['OK', 'NO', 'BAD', 'BYE', '+', '+OK', '-ERR']).optional(),
    said: text,
    data: texts,
    leftOut: number.optional(),
    halfLineEnds: z.literal(true).optional(),
    tls: handshake.optional(),
  }),
  z.looseObject({ kind: z.literal('receipts'), ...counted }),
  z.looseObject({ kind: z.literal('commands'), ...counted }),
  z.looseObject({ kind: z.literal('mailbox'), ...counted }),
  z.looseObject({
    kind: z.literal('letter'),
    of: text,
    when: moment,
    letter: letterSchema.optional(),
    sent: sentSchema.optional(),
    certain: z.boolean(),
    doubt: text.optional(),
  }),
])

const claimSchema = z.looseObject({
  subject: subjectSchema,
  step: z.int().optional(),
  expected: z.looseObject({ is: text }),
  told: z.looseObject({ is: text }).optional(),
  weight: z.enum(['must', 'should']),
  axis: z.enum(['decision', 'form']),
  clauses: texts,
  where: text,
})

const settings = z.record(text, z.unknown())

const headSchema = z.looseObject({
  title: text,
  clauses: texts,
  profile: text,
  policy: settings,
  accounts: z.record(text, text),
  clients: z.record(text, text),
  peers: z.record(text, z.looseObject({ protocol: text })).optional(),
  uses: texts,
})

const stepSchema = z.looseObject({
  at: number,
  actor: text,
  verb: text,
  with: settings,
  sessions: texts,
  order: z.int(),
})

const endpointSchema = z.looseObject({
  host: text,
  port: text,
  tls: z.enum(['none', 'starttls', 'implicit']),
})

const lineSchema = z.looseObject({
  at: number,
  order: z.int(),
  dir: z.enum(['C', 'S']),
  octets: text,
  masked: isSo,
})

const sessionSchema = z.looseObject({
  id: text,
  client: text,
  service: text,
  source: text,
  lines: z.array(lineSchema),
  leftOut: z.looseObject({ lines: number, octets: number }).optional(),
  ended: z
    .looseObject({ at: number, by: z.enum(['client', 'server', 'error']), why: text.optional() })
    .optional(),
})

const receiptSchema = z.looseObject({
  at: number,
  reversePath: text,
  forwardPaths: texts,
  message: text,
  leftOut: number.optional(),
})

const peerSchema = z.looseObject({
  sessions: z.array(sessionSchema),
  commands: z.array(
    z.looseObject({
      session: text,
      at: text,
      of: text.optional(),
      withinTls: z.boolean(),
      code: number.optional(),
    }),
  ),
  receipts: z.array(receiptSchema),
})

const why = z.looseObject({ why: text }).optional()

/** The shape of an evidence file. */
export const evidenceSchema = z.looseObject({
  version: z.literal(1),
  scenario: text,
  disturbedBy: z.array(text).optional(),
  head: headSchema,
  seed: number,
  target: text,
  policyApplied: settings,
  clockResolution: number,
  endpoints: z.record(text, endpointSchema),
  bound: z.record(text, text),
  steps: z.array(stepSchema),
  sessions: z.array(sessionSchema),
  sink: z.array(receiptSchema),
  peers: z.record(text, peerSchema).optional(),
  claims: z.array(claimSchema),
  stopped: why,
  fault: why,
})
