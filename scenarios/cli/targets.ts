import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Impact } from '#clauses'
import { suggest } from '../clauses/suggest.ts'
import type { Expectation } from '../run/report/expected.ts'
import { builtInKinds } from '../targets/built-in.ts'
import { nativeTarget } from '../targets/native/target.ts'
import { referenceTarget } from '../targets/reference/target.ts'
import { readTargetFile, type FileProblem, type TargetFile } from '../targets/remote/file.ts'
import { remoteTarget } from '../targets/remote/target.ts'
import { vouchWarnings } from '../targets/remote/vouches.ts'
import type { Target } from '../targets/target.ts'
import { UsageError } from './exit.ts'
import { expectationsFor } from './expected-file.ts'
import { givenPath, shortPath } from './paths.ts'
import { byBestWay, splitName, waysOf, type MakesTarget, type TargetWay } from './ways.ts'
import { parsedFile, reasonOf } from './yaml-file.ts'

const builtIn: Readonly<Record<string, MakesTarget>> = {
  reference: () => referenceTarget(),
  ...Object.fromEntries(
    builtInKinds.map((kind): [string, MakesTarget] => [
      kind.name,
      (way, name) => nativeTarget(kind, way, name),
    ]),
  ),
}

/** Every target that needs no file, by the way that is open here. */
export const builtInTargets = (): readonly Target[] =>
  Object.entries(builtIn).map(([name, makes]) => byBestWay(name, makes))

/** The ways to run a built-in target. */
export const waysOfBuiltIn = (name: string): readonly TargetWay[] => {
  const makes = builtIn[name]
  return makes ? waysOf(name, makes) : []
}

/** A target as the command line means it. */
export interface ChosenTarget {
  readonly target: Target
  /** Verdicts its owner has declared. */
  readonly expected: readonly Expectation[]
  /** Hosts it would send to that are not this machine's loopback. */
  readonly farHosts: readonly string[]
  /** Environment variables that should hold secrets and do not. */
  readonly missing: readonly string[]
  /** The file that describes it, if one does. */
  readonly file?: TargetFile
  /** What its file states that may not be what was meant, one line each. */
  readonly warnings: readonly string[]
  /** How far stories may go that nobody allowed to go further: a server of others is in use. */
  readonly impact: Impact
}

export interface TargetOptions {
  /** Milliseconds that may be waited for where a clock cannot be turned. */
  readonly patience?: number
  /** Milliseconds between sessions; a second for hosts that are not loopback, unless said otherwise. */
  readonly pace?: number | undefined
}

/**
 * The built-in target of that name, or the one a target file describes: whatever ends in .yaml, .yml or .json.
 *
 * @throws UsageError for a name that is none, and for a file that is broken, with every problem
 */
export function chooseTarget(name: string, { patience = 0, pace }: TargetOptions = {}): ChosenTarget {
  if (/\.(?:ya?ml|json)$/i.test(name)) {
    const file = loadTargetFile(name)
    const farHosts = farHostsOf(file)
    const remote = remoteTarget(file, {
      patience,
      pace: pace ?? (farHosts.length > 0 ? 1000 : 0),
      secretOf: secretFromEnvironment(name),
    })
    const target = { ...remote, file: givenPath(name) }
    const warnings = vouchWarnings(file).map(
      ({ path, text }) => `${shortPath(givenPath(name))}: ${path}: ${text}`,
    )
    const impact = file.control || file.adapter ? 'blocks-client' : 'one-message'
    const missing = missingSecrets(file)
    return { target, file, expected: file.expected, farHosts, missing, warnings, impact }
  }
  return {
    target: builtInTarget(name),
    expected: expectationsFor(splitName(name).server),
    farHosts: [],
    missing: [],
    warnings: [],
    impact: 'blocks-client',
  }
}

/** `postfix`, or `postfix@docker` by one way and no other. @throws UsageError for a name that is none */
function builtInTarget(name: string): Target {
  const { server, way } = splitName(name)
  const makes = builtIn[server]
  if (!makes) {
    const known = Object.keys(builtIn)
    const [near] = suggest(server, known)
    const hint = near === undefined ? `there are: ${known.join(', ')}.` : `did you mean ${near}?`
    throw new UsageError(
      `there is no target called ${server}; ${hint} A target file ends in .yaml ("mailspec init" writes one).`,
    )
  }
  if (way === undefined) return byBestWay(server, makes)
  const ways = waysOf(server, makes)
  const found = ways.find((each) => each.way === way)
  if (found) return found.target
  const there = ways.map((each) => `${server}@${each.way}`).join(', ')
  throw new UsageError(
    `${server} cannot be run by the way "${way}"; there is: ${there || `${server}, in this process`}`,
  )
}

/**
 * Reads a target file, its path as given on the command line. Files it names are sought from where it stands.
 *
 * @throws UsageError with every problem, one line each
 */
export function loadTargetFile(path: string): TargetFile {
  const { file, problems } = targetFileAt(path)
  if (file) return file
  throw new UsageError(
    problems
      .map((problem) => `${shortPath(givenPath(path))}: ${problem.path}: ${problem.text}`)
      .join('\nmailspec: '),
  )
}

/**
 * The target file at a path, or all that is wrong with it.
 *
 * @throws UsageError for one that cannot be read as YAML at all
 */
export function targetFileAt(
  given: string,
):
  | { readonly file: TargetFile; readonly problems?: never }
  | { readonly problems: readonly FileProblem[]; readonly file?: never } {
  const path = givenPath(given)
  const { file, problems } = readTargetFile(parsedFile(path))
  if (problems) return { problems }
  const wrongCa = caProblems(path, file)
  return wrongCa.length > 0 ? { problems: wrongCa } : { file: withPathsFrom(dirname(path), file) }
}

function caProblems(path: string, { services }: TargetFile): readonly FileProblem[] {
  return Object.entries(services).flatMap(([name, service]) => {
    if (service?.ca === undefined) return []
    const ca = resolve(dirname(path), service.ca)
    try {
      return /-----BEGIN CERTIFICATE-----/.test(readFileSync(ca, 'utf8'))
        ? []
        : [{ path: `services.${name}.ca`, text: `${ca} contains no certificate; expected a PEM file` }]
    } catch (error) {
      return [{ path: `services.${name}.ca`, text: `${ca} cannot be read: ${reasonOf(error)}` }]
    }
  })
}

/** The file with its authorities and its adapter named so that they are found from anywhere. */
const withPathsFrom = (folder: string, file: TargetFile): TargetFile => ({
  ...file,
  ...(file.adapter && {
    adapter: {
      ...file.adapter,
      command: file.adapter.command.map((word) => (/^\.\.?\//.test(word) ? resolve(folder, word) : word)),
    },
  }),
  services: Object.fromEntries(
    Object.entries(file.services).map(([name, service]) => [
      name,
      service?.ca === undefined ? service : { ...service, ca: resolve(folder, service.ca) },
    ]),
  ),
})

const secretFromEnvironment =
  (file: string) =>
  (variable: string): string => {
    const secret = process.env[variable]
    if (secret === undefined || secret === '') {
      throw new UsageError(
        `${file}: the environment variable ${variable}, which holds a password, is not set`,
      )
    }
    return secret
  }

const farHostsOf = ({ services }: TargetFile): readonly string[] => [
  ...new Set(
    Object.values(services)
      .flatMap((service) => service?.host ?? [])
      .filter((host) => !isLoopback(host)),
  ),
]

const isLoopback = (host: string): boolean => /^(?:127\.[\d.]+|::1|localhost)$/i.test(host)

/** The environment variables whose secrets a target file needs, that are not set. */
export const missingSecrets = ({ accounts, control }: TargetFile): readonly string[] =>
  [
    ...Object.values(accounts).map(({ passwordEnv }) => passwordEnv),
    ...(control ? [control.tokenEnv] : []),
  ].filter((variable) => (process.env[variable] ?? '') === '')
