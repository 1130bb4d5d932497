import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import type { Mutant } from './mutant.ts'

/** Sources with all their mutants in them. */
export interface Instrumented {
  readonly mutants: readonly Mutant[]
  /** TypeScript by file, from the root of the project. */
  readonly sources: Readonly<Record<string, string>>
}

/** Changed texts and patterns are mostly words for people: what they decide, the conditions around them show. */
const excludedMutations = ['StringLiteral', 'Regex']

/**
 * Puts every mutant of some files into their sources.
 *
 * @param root  the folder of the project
 * @param files paths from there, with `/`
 */
export async function instrument(root: string, files: readonly string[]): Promise<Instrumented> {
  const contents = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
  const found = await new Instrumenter(quiet).instrument(
    [...contents].map(([name, content]) => ({ name, mutate: true, content })),
    { plugins: null, excludedMutations, ignorers: [] },
  )
  return {
    mutants: found.mutants
      .filter(({ status }) => status !== 'Ignored')
      .map(({ id, fileName, location, replacement }) => {
        const text = contents.get(fileName) ?? ''
        const span = { from: offsetOf(text, location.start), to: offsetOf(text, location.end) }
        return {
          id,
          file: fileName,
          line: location.start.line + 1,
          lineText: text.split('\n')[location.start.line]?.trim() ?? '',
          span,
          from: text.slice(span.from, span.to),
          to: replacement,
        }
      }),
    sources: Object.fromEntries(found.files.map(({ name, content }) => [name, content])),
  }
}

/** @param at line and column, both from 0 */
function offsetOf(text: string, at: { readonly line: number; readonly column: number }): number {
  const lines = text.split('\n').slice(0, at.line)
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + at.column
}

const ignore = () => {}
const no = () => false
const quiet = {
  isTraceEnabled: no,
  isDebugEnabled: no,
  isInfoEnabled: no,
  isWarnEnabled: no,
  isErrorEnabled: no,
  isFatalEnabled: no,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
}
