import { z } from 'zod'
import { isImplicitTls, services as allServices, type Service } from '../../evidence/services.ts'
import { adapterPowers } from './adapter/protocol.ts'
import { seen } from './seen.ts'
import { vouchProblems } from './vouches.ts'

// The target file: a server somewhere, and what its owner says about it. Version 1.

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}

/** An object with these keys and no others; what is wrong with it is said with what would be right. */
const section = <S extends z.core.$ZodLooseShape>(what: string, shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `there is no such key; known here: ${Object.keys(shape).join(', ')}`
        : wrong(issue.input, what),
  })
const expected = (what: string) => ({ error: (issue: { input?: unknown }) => wrong(issue.input, what) })
/** For places where somebody may have put a secret: what stands there is not shown. */
const expectedUnseen = (what: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? 'is missing' : `expected ${what}`),
})
const wrong = (input: unknown, what: string): string =>
  input === undefined ? 'is missing' : `expected ${what}, saw ${seen(input)}`

const text = z.string(expected('a text')).min(1, expected('a text'))
const portWords = expected('a port, 1 to 65535')
const port = z.int(portWords).min(1, portWords).max(65535, portWords)
const addressWords = expected('an address such as alice@example.org')
const address = z.string(addressWords).regex(/^[^@\s]+@[^@\s]+$/, addressWords)
const domainWords = expected('a domain such as example.org')
const domain = z.string(domainWords).regex(/^[^@\s:/]+$/, domainWords)
const ipAddress = z.union([z.ipv4(), z.ipv6()], expected('an IP address'))
const variableWords = expectedUnseen('the name of an environment variable, such as ALICE_PASSWORD')
const environmentName = z.string(variableWords).regex(/^[A-Za-z_]\w*$/, variableWords)
const url = z.url({ protocol: /^https?$/, ...expected('an address such as https://example.org/') })
const wait = z
  .string(expected('a time such as "10s" or "500ms"'))
  .regex(/^\d{1,6}(?:ms|s)$/, expected('a time such as "10s" or "500ms"'))

const service = (usualTls: 'none' | 'implicit') =>
  section('a service such as { host: mx.example.org, port: 25 }', {
    host: text,
    port,
    tls: z
      .enum(['none', 'starttls', 'implicit'], expected('none, starttls or implicit'))
      .default(usualTls)
      .meta({ description: 'How TLS begins: not at all, after STARTTLS or STLS, or before the greeting.' }),
    ca: text.optional().meta({
      description:
        'PEM file of the authority that signed the certificate, relative to this file. Without it, an authority that this machine trusts must have signed it, unless trust is any.',
    }),
    trust: z
      .enum(['any'], expected('any, or no such key: then the certificate is verified'))
      .optional()
      .meta({
        description: 'Accepts any certificate: one that the server signed itself, or for another name.',
      }),
  }).refine(({ ca, trust }) => ca === undefined || trust === undefined, {
    path: ['trust'],
    message: 'any certificate is accepted, or one that ca has signed: keep one of the two',
  })

const account = section('an account such as { address: alice@example.org, passwordEnv: ALICE_PASSWORD }', {
  address,
  username: text.optional().meta({ description: 'The login name, if it is not the address.' }),
  passwordEnv: environmentName.meta({ description: 'The environment variable that holds the password.' }),
  mayBeEmptied: z.boolean(expected('true or false')).default(false).meta({
    description:
      'Its mail may be deleted over POP3: scenarios about POP3 and IMAP begin with an empty mailbox.',
  }),
})

const verdicts = ['conforms', 'deviates', 'violates', 'inconclusive', 'unsupported'] as const

/** A verdict that is known and accepted. */
export const expectation = section('an expectation such as { scenario: …, verdict: violates, reason: … }', {
  scenario: text,
  verdict: z.enum(verdicts, expected(`one of ${verdicts.join(', ')}`)),
  claim: text
    .optional()
    .meta({ description: 'Part of the reason that it applies to; a failure for another reason counts.' }),
  reason: text,
  link: url.optional(),
})

/** How long to wait for the server; what is not given is as usual. */
const deadlines = section('times such as { reply: 30s }', {
  connect: wait.optional(),
  greeting: wait.optional(),
  reply: wait.optional().meta({ description: 'For each line of a reply.' }),
  wholeReply: wait.optional().meta({ description: 'For all lines of a reply together.' }),
  message: wait.optional().meta({ description: 'For the reply to a whole message.' }),
  close: wait
    .optional()
    .meta({ description: 'For the server to close the connection after its last reply.' }),
  delivery: wait.optional().meta({
    description:
      'For an accepted message to reach its mailbox or the sink. So long one that must not come is waited for.',
  }),
  step: wait.optional().meta({ description: 'For one step of a client, including all its sessions.' }),
  scenario: wait
    .optional()
    .meta({ description: 'For a whole scenario, in addition to the time it waits for the clock.' }),
})

/** A program that brings a server to each policy. */
const adapter = section('an adapter such as { command: [./adapter] }', {
  command: z
    .array(text, expected('a program and its arguments, such as [./adapter]'))
    .min(1, expected('a program and its arguments, such as [./adapter]'))
    .meta({
      description:
        'The program and its arguments. Those that begin with ./ or ../ are relative to this file.',
    }),
  offers: z
    .array(z.enum(adapterPowers, expected(`one of ${adapterPowers.join(', ')}`)), expected('a list'))
    .default([])
    .meta({ description: 'What it can do besides staging servers.' }),
  within: wait.default('60s').meta({ description: 'For one answer.' }),
})

const zoneWords = expected('a time zone such as Europe/Zurich')
const timeZone = z
  .string(zoneWords)
  .refine(isTimeZone, zoneWords)
  .optional()
  .meta({ description: 'The time zone of the server; UTC by default.' })

const products = ['icewarp', 'ics', 'imail', 'kerio', 'commgate'] as const
const list = expected('a list')

/** The services a target may have. */
const services = section(
  'the services',
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- there is a row for each service
  Object.fromEntries(
    allServices.map((name) => [name, service(isImplicitTls(name) ? 'implicit' : 'none').optional()]),
  ) as Readonly<Record<Service, z.ZodOptional<ReturnType<typeof service>>>>,
)

const nameWords = expected('a name of letters, digits, dots, dashes and underscores')
const sourcesWords =
  'addresses of this machine, or { outside: [addresses], at: { stage address: address of this machine } }'

export const targetFileSchema = section('a target file: keys and values', {
  version: z.literal(1, expected('1, the version of this format')),
  name: z.string(nameWords).regex(/^[A-Za-z0-9][\w.-]*$/, nameWords),
  services: services.default({}),
  accounts: z
    .record(text, account, expected('accounts by name'))
    .default({})
    .meta({ description: 'Accounts by the names that scenarios use: alice, bob, carol.' }),
  domains: section('domains such as { local: example.org, remote: example.net }', {
    local: domain.meta({ description: 'A domain that the server hosts; stands for local.test.' }),
    second: domain.optional().meta({ description: 'Another domain that it hosts; stands for second.test.' }),
    remote: domain.meta({
      description: 'A foreign domain that mail may be sent to; stands for remote.test.',
    }),
    elsewhere: domain
      .optional()
      .meta({ description: 'A foreign domain for sender addresses; stands for elsewhere.test.' }),
  }),
  sources: z
    .union(
      [
        z.array(ipAddress, list),
        section(sourcesWords, {
          outside: z.array(ipAddress, list).default([]),
          at: z.record(ipAddress, ipAddress, expected('addresses by stage address')).default({}),
        }),
      ],
      expected(sourcesWords),
    )
    .default([])
    .meta({
      description:
        'Addresses of this machine that clients connect from: those that the server does not trust, and under `at` those that stand for a stage address.',
    }),
  sink: section('a place such as { host: 192.0.2.1, port: 25 }', { host: text, port }).optional().meta({
    description: 'Where this machine listens for the mail that the server sends to the remote domain.',
  }),
  control: section('a place such as { url: …, tokenEnv: … }', { url, tokenEnv: environmentName })
    .optional()
    .meta({ description: 'The control API of a reference server in another process.' }),
  adapter: adapter
    .optional()
    .meta({ description: 'A program that brings a server to each policy, over the protocol of adapters.' }),
  deadlines: deadlines.default({}).meta({ description: 'How long to wait for an answer: 10s, 500ms.' }),
  timeZone,
  vouches: z
    .record(z.string(), z.unknown(), expected('a policy'))
    .default({})
    .meta({ description: 'The policy that the server follows, as its owner states it.' }),
  profile: z
    .enum(products, expected(`one of ${products.join(', ')}`))
    .optional()
    .meta({ description: 'Play the scenarios of this product only.' }),
  expected: z
    .array(expectation, list)
    .default([])
    .meta({ description: 'Verdicts that are known and accepted, with the reason.' }),
})
  .refine(
    ({ services: given, control, adapter: program }) =>
      control !== undefined || program !== undefined || Object.keys(given).length > 0,
    {
      path: ['services'],
      message: 'name at least one service, an adapter, or the control API of a reference server',
    },
  )
  .meta({ title: 'mailspec target file' })

export type TargetFile = z.infer<typeof targetFileSchema>

/** What is wrong with a target file, and where: `services.mx.port`. */
export interface FileProblem {
  readonly path: string
  readonly text: string
}

type TargetFileReading =
  | { readonly file: TargetFile; readonly problems?: never }
  | { readonly problems: readonly FileProblem[]; readonly file?: never }

/**
 * Checks a parsed target file.
 *
 * @returns the file with its defaults, or every problem with its path
 */
export function readTargetFile(parsed: unknown): TargetFileReading {
  const read = targetFileSchema.safeParse(parsed)
  if (!read.success) return { problems: read.error.issues.flatMap((issue) => problemsOf(issue)) }
  const problems = [...vouchProblems(read.data)]
  return problems.length > 0 ? { problems } : { file: read.data }
}

/** What a schema found wrong, each with its path. */
export function problemsOf(
  issue: z.core.$ZodIssue,
  before: readonly PropertyKey[] = [],
): readonly FileProblem[] {
  const path = [...before, ...issue.path]
  const at = (...more: readonly PropertyKey[]): string => printed([...path, ...more])
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: at(key), text: issue.message }))
  }
  if (issue.code === 'invalid_key') return [{ path: at(), text: issue.issues[0]?.message ?? issue.message }]
  if (issue.code === 'invalid_union') {
    // The form that was meant is the one whose outer shape fits.
    const meant = issue.errors.find((errors) => errors.every((error) => error.path.length > 0))
    if (meant) return meant.flatMap((error) => problemsOf(error, path))
  }
  return [{ path: at(), text: issue.message }]
}

const printed = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '') || 'the file'

/** The JSON Schema of target files, for editors. */
export const targetFileJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(targetFileSchema, { target: 'draft-2020-12', io: 'input' }), undefined, 2)}\n`
