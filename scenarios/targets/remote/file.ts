import { z } from 'zod'

// The target file: a server somewhere, and what its owner says about it. Version 1.

const text = z.string().min(1)
const port = z.int().min(1).max(65535)
const address = z.string().regex(/^[^@\s]+@[^@\s]+$/, 'not a mail address')
const ipAddress = z.union([z.ipv4(), z.ipv6()], 'not an IP address')
const environmentName = z.string().regex(/^[A-Za-z_]\w*$/, 'not the name of an environment variable')

const service = z.strictObject({
  host: text,
  port,
  tls: z
    .enum(['none', 'starttls', 'implicit'])
    .default('none')
    .meta({ description: 'How TLS begins: not at all, after STARTTLS or STLS, or before the greeting.' }),
  ca: text
    .optional()
    .meta({ description: 'PEM file of the authority to trust; without it any certificate will do.' }),
})

const account = z.strictObject({
  address,
  username: text.optional().meta({ description: 'What to log in with; the address unless said otherwise.' }),
  passwordEnv: environmentName.meta({ description: 'The environment variable that holds the password.' }),
})

const expectation = z.strictObject({
  scenario: text,
  verdict: z.enum(['conforms', 'deviates', 'violates', 'inconclusive', 'unsupported']),
  claim: text.optional().meta({ description: 'Part of the reason it is bound to: another failure counts.' }),
  reason: text,
  link: z.url({ protocol: /^https?$/ }).optional(),
})

/** The services a target may have. */
const services = z.strictObject({
  mx: service.optional(),
  submission: service.optional(),
  submissions: service.optional(),
  pop3: service.optional(),
  pop3s: service.optional(),
  imap: service.optional(),
  imaps: service.optional(),
})

export const targetFileSchema = z
  .strictObject({
    version: z.literal(1, 'expected 1, the version of this format'),
    name: z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'letters, digits, dots, dashes and underscores only'),
    services: services.refine((given) => Object.keys(given).length > 0, 'name at least one service'),
    accounts: z
      .record(text, account)
      .default({})
      .meta({ description: 'Accounts by the name scenarios give them: alice, bob, carol.' }),
    domains: z.strictObject({
      local: text.meta({ description: 'A domain the server hosts; stands for local.test.' }),
      second: text.optional().meta({ description: 'Another one; stands for second.test.' }),
      remote: text.meta({ description: 'A foreign domain whose mail may be sent; stands for remote.test.' }),
      elsewhere: text
        .optional()
        .meta({ description: 'A foreign domain senders may be of; stands for elsewhere.test.' }),
    }),
    sources: z
      .union([
        z.array(ipAddress),
        z.strictObject({
          outside: z.array(ipAddress).default([]),
          at: z.record(ipAddress, ipAddress).default({}),
        }),
      ])
      .default([])
      .meta({
        description:
          'Addresses of this machine to come from: those nobody trusts, and under `at` those that stand for a stage address.',
      }),
    sink: z.strictObject({ host: text, port }).optional().meta({
      description: 'Where this machine listens for the mail that the server sends to the remote domain.',
    }),
    control: z
      .strictObject({ url: z.url({ protocol: /^https?$/ }), tokenEnv: environmentName })
      .optional()
      .meta({ description: 'The control API of a reference server in another process.' }),
    vouches: z
      .record(z.string(), z.unknown())
      .default({})
      .meta({ description: 'The policy the server follows, as its owner states it.' }),
    profile: z
      .enum(['icewarp', 'ics', 'imail', 'kerio', 'commgate'])
      .optional()
      .meta({ description: 'Play the scenarios of this product only.' }),
    expected: z
      .array(expectation)
      .default([])
      .meta({ description: 'Verdicts that are known and accepted, with the reason.' }),
  })
  .meta({ title: 'mailspec target file' })

export type TargetFile = z.infer<typeof targetFileSchema>
export type ExpectedVerdict = z.infer<typeof expectation>

/** What is wrong with a target file, and where: `services.mx.port`. */
export interface FileProblem {
  readonly path: string
  readonly text: string
}

/**
 * Checks a parsed target file.
 *
 * @returns the file with its defaults, or every problem with its path
 */
export function readTargetFile(
  parsed: unknown,
): { readonly file: TargetFile; readonly problems?: never } | { readonly problems: readonly FileProblem[] } {
  const read = targetFileSchema.safeParse(parsed)
  if (read.success) return { file: read.data }
  return { problems: read.error.issues.flatMap((issue) => problemsOf(issue)) }
}

function problemsOf(issue: z.core.$ZodIssue): readonly FileProblem[] {
  const at = (more: readonly PropertyKey[] = []): string =>
    [...issue.path, ...more].map(String).join('.') || 'the file'
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: at([key]), text: 'there is no such key' }))
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [{ path: at(), text: 'is missing' }]
  }
  return [{ path: at(), text: issue.message }]
}

/** The JSON Schema of target files, for editors. */
export const targetFileJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(targetFileSchema, { target: 'draft-2020-12', io: 'input' }), undefined, 2)}\n`
