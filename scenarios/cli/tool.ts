import { randomUUID } from 'node:crypto'
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isAlias, type Document } from 'yaml'
import { readPolicy, type Policy, type PolicyDocument } from '#policy-document'
import { profiles } from '#profiles'
import { runTool } from '#reference-server'
import { readYaml } from '../../reference-server/yaml-text.ts'
import { UsageError } from './exit.ts'
import type { Io } from './io.ts'
import { givenPath, shortPath } from './paths.ts'
import { productNamed } from './profiles.ts'

export interface ToolCommand {
  readonly profile: string
  /** The policy file the tool works on. */
  readonly policy: string
}

/**
 * `mailspec tool`: the product's own administration tool, on a policy file. Comments stay; the file is replaced as a
 * whole, so that a server that follows it never sees a part.
 *
 * @throws UsageError when the command, the file or the policy in it is not right
 */
export async function tool(
  words: readonly string[],
  { profile, policy: given }: ToolCommand,
  io: Io,
): Promise<number> {
  const product = productNamed(profile)
  const policy = givenPath(given)
  const text = await readFile(policy, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${shortPath(policy)}: ${inWords(cause)}`)
  })
  const { document: file, problem } = readYaml(text)
  if (problem !== undefined) throw new UsageError(`${shortPath(policy)}: ${problem}`)
  const before = policyIn(product, file, policy)
  const outcome = runTool(product, words, (key) => valueAt(before, key.split('.')))
  if ('problem' in outcome) throw new UsageError(outcome.problem)
  if (outcome.change) {
    for (const [path, value] of leaves(outcome.change)) put(file, path, value)
    policyIn(product, file, policy)
    await replace(policy, file.toString({ lineWidth: 0, ...(isJson(text) && inQuotes) }))
  }
  io.out(`${outcome.output}\n`)
  return 0
}

/** The policy a file comes to. @throws UsageError with the first of its problems */
function policyIn(product: keyof typeof profiles, file: Document, path: string): Policy {
  const written: PolicyDocument = file.toJS() ?? {}
  const reading = readPolicy(profiles[product], [written])
  if (!reading.problems) return reading.policy
  const [first, ...more] = reading.problems.map((problem) => `${problem.path}: ${problem.text}`)
  throw new UsageError(`${shortPath(path)}: ${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}`)
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The values of a change with the paths they go to. */
const leaves = (
  change: unknown,
  path: readonly string[] = [],
): readonly (readonly [readonly string[], unknown])[] =>
  isRecord(change)
    ? Object.entries(change).flatMap(([key, value]) => leaves(value, [...path, key]))
    : [[path, change]]

/** Writes a value where it belongs. */
function put(file: Document, path: readonly string[], value: unknown): void {
  for (let depth = 1; depth < path.length; depth++) {
    const above = file.getIn(path.slice(0, depth), true)
    if (isAlias(above)) {
      const written = path.slice(0, depth).join('.')
      throw new UsageError(
        `${written} is the alias *${above.source}: write its value out, so that it can be changed`,
      )
    }
  }
  file.setIn(path, value)
}

const inQuotes = { defaultKeyType: 'QUOTE_DOUBLE', defaultStringType: 'QUOTE_DOUBLE' } as const

/** Tells whether a file of YAML is one of JSON, and has to stay so. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

async function replace(path: string, text: string): Promise<void> {
  // The file itself, where the path is a link to it.
  const real = await realpath(path)
  const draft = join(dirname(real), `.${basename(real)}.${randomUUID()}.tmp`)
  try {
    await writeFile(draft, text, { mode: (await stat(real)).mode })
    await rename(draft, real)
  } catch (cause) {
    throw new UsageError(`${shortPath(path)}: ${inWords(cause)}`)
  } finally {
    await rm(draft, { force: true })
  }
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''
/** `ENOENT: no such file or directory`, without the call and the path that Node puts behind. */
const inWords = (cause: unknown): string =>
  firstLine(cause instanceof Error ? cause.message : String(cause)).replace(/, [a-z]+ '.*$/, '')
