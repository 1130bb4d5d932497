import { createServer } from 'node:net'
import { writtenKeys } from '#policy-document'
import { openSink } from '#peers'
import { suggest } from '../clauses/suggest.ts'
import { createSecrets } from '../evidence/secrets.ts'
import type { TargetFile } from '../targets/remote/file.ts'
import { sourcesOf } from '../targets/remote/shortfalls.ts'
import { vouchWarnings } from '../targets/remote/vouches.ts'
import { accountFindings } from './accounts.ts'
import { domainFindings, serviceFindings, strangerFindings } from './services.ts'

/** One line of a target file: whether it is right, what was seen, and where it is not, what to do. */
export interface Finding {
  /** `services.mx`, `accounts.bob`. */
  readonly place: string
  readonly ok: boolean
  readonly text: string
}

export interface DoctorParts {
  readonly file: TargetFile
  /** The value of an environment variable; undefined or empty when there is none. */
  readonly secretOf: (variable: string) => string | undefined
  /** The ids of all scenarios. */
  readonly scenarios: readonly string[]
}

/**
 * Checks a target file against the server it describes, line by line. It logs in to the accounts of the file, once
 * with a wrong password, and offers recipients, but sends no mail. No finding shows a secret.
 */
export async function* examine(parts: DoctorParts): AsyncGenerator<Finding> {
  const secrets = createSecrets()
  for (const { passwordEnv } of Object.values(parts.file.accounts))
    secrets.add(parts.secretOf(passwordEnv) ?? '')
  if (parts.file.control) secrets.add(parts.secretOf(parts.file.control.tokenEnv) ?? '')
  for await (const finding of findings(parts)) yield { ...finding, text: secrets.hide(finding.text) }
}

async function* findings(parts: DoctorParts): AsyncGenerator<Finding> {
  const { file } = parts
  const reached = new Set<string>()
  for await (const finding of serviceFindings(file)) {
    if (finding.ok) reached.add(finding.place.replace('services.', ''))
    yield finding
  }
  const sources = await sourceFindings([...new Set(addressesOf(file))])
  // Before any login, which may open the door for an address.
  yield* domainFindings(file, reached)
  yield* strangerFindings(file, reached, await ofThisMachine(sourcesOf(file).outside))
  yield* accountFindings(parts, reached)
  yield* sources
  if (file.sink) yield await sinkFinding(file.sink)
  if (file.control) yield await controlFinding(file.control, parts.secretOf(file.control.tokenEnv))
  yield vouchesFinding(file)
  for (const { path, text } of vouchWarnings(file)) yield { place: path, ok: true, text }
  for (const [index, { scenario }] of file.expected.entries())
    yield expectedFinding(index, scenario, parts.scenarios)
}

const addressesOf = (file: TargetFile): readonly string[] => {
  const { outside, fixed } = sourcesOf(file)
  return [...outside, ...Object.values(fixed)]
}

/** Many that are right are counted; what is wrong is told of each. */
async function sourceFindings(addresses: readonly string[]): Promise<readonly Finding[]> {
  const found = await Promise.all(addresses.map(sourceFinding))
  const wrong = found.filter(({ ok }) => !ok)
  const right = found.length - wrong.length
  if (right <= mostSources) return found
  return [...wrong, { place: 'sources', ok: true, text: `${right} are addresses of this machine` }]
}

async function ofThisMachine(addresses: readonly string[]): Promise<readonly string[]> {
  const problems = await Promise.all(addresses.map((address) => listenProblem(address)))
  return addresses.filter((_, index) => problems[index] === undefined)
}

/** So many are told one by one. */
const mostSources = 4

async function sourceFinding(address: string): Promise<Finding> {
  const place = `sources ${address}`
  const problem = await listenProblem(address)
  return problem === undefined
    ? { place, ok: true, text: 'is an address of this machine' }
    : {
        place,
        ok: false,
        text: `cannot be bound (${problem}): use an address of this machine, or add this one to it`,
      }
}

async function sinkFinding({
  host,
  port,
}: {
  readonly host: string
  readonly port: number
}): Promise<Finding> {
  const problem = await listenProblem(host, port)
  if (problem !== undefined) {
    const text = `cannot listen on ${host}:${port} (${problem}): stop what listens there, or use another port`
    return { place: 'sink', ok: false, text }
  }
  const sink = await openSink({ host, port, now: () => Date.now() })
  await sink.close()
  return {
    place: 'sink',
    ok: true,
    text: `can listen on ${host}:${port}; the server must send its mail there`,
  }
}

const listenProblem = (host: string, port = 0): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })

async function controlFinding(
  { url, tokenEnv }: { readonly url: string; readonly tokenEnv: string },
  token: string | undefined,
): Promise<Finding> {
  const place = 'control'
  if (!token)
    return {
      place,
      ok: false,
      text: `the environment variable ${tokenEnv} is not set: set it to the token the server printed`,
    }
  try {
    const { status, body } = await fetch(new URL('/v1/state', url), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(5000),
    })
    // What it has to say besides is not waited for.
    await body?.cancel()
    if (status === 401)
      return { place, ok: false, text: `refused the token: set ${tokenEnv} to the token the server printed` }
    // 409: nobody has staged anything yet, which is as it should be.
    return status < 300 || status === 409
      ? { place, ok: true, text: `answers at ${url}` }
      : {
          place,
          ok: false,
          text: `${url} answers ${status}: is this the control API of "mailspec serve --control"?`,
        }
  } catch {
    return {
      place,
      ok: false,
      text: `${url} does not answer: start the server with "mailspec serve --control PORT"`,
    }
  }
}

function vouchesFinding({ vouches, profile }: TargetFile): Finding {
  const count = writtenKeys(vouches).length
  const text =
    count === 0
      ? 'states no setting: only scenarios that need none can be played'
      : `states ${count} setting${count === 1 ? '' : 's'}${profile === undefined ? '' : ` of ${profile}`}`
  return { place: 'vouches', ok: true, text }
}

function expectedFinding(index: number, scenario: string, known: readonly string[]): Finding {
  const place = `expected[${index}]`
  if (known.includes(scenario)) return { place, ok: true, text: scenario }
  const near = suggest(scenario, known)
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : '"mailspec list" shows all of them'
  return { place, ok: false, text: `there is no scenario called ${scenario}: ${hint}` }
}
