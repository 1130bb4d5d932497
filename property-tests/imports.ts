import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { importTable, testsMay, type ImportRow } from './import-table.ts'

/** One import that its folder may not make. */
export interface Violation {
  readonly file: string
  readonly line: number
  readonly imports: string
  readonly why: string
}

const statement =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;()]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm

/**
 * Finds the imports of some files that the table does not allow.
 *
 * @param root  the folder of the project
 * @param files paths from there, with `/`
 */
export function violations(root: string, files: readonly string[], table = importTable): Violation[] {
  return files.flatMap((file) => {
    const row = rowOf(file, table)
    if (!row) return [{ file, line: 1, imports: '', why: 'its folder has no row in the import table' }]
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(statement)].flatMap((match) => {
      const imports = match[2] ?? match[3] ?? ''
      const why = forbids(file, row, imports, match[1] !== undefined)
      const start = match.index + match[0].search(/\S/)
      const line = text.slice(0, start).split('\n').length
      return why === undefined ? [] : [{ file, line, imports, why }]
    })
  })
}

const rowOf = (file: string, table: readonly ImportRow[]): ImportRow | undefined =>
  table
    .filter(({ folder }) => file === folder || file === `${folder}.ts` || file.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0]

function forbids(file: string, row: ImportRow, imports: string, isType: boolean): string | undefined {
  const target = imports.startsWith('.') ? relative('.', join(dirname(file), imports)) : imports
  const may = file.endsWith('.test.ts') ? [...row.may, ...testsMay] : row.may
  if (!may.some((allowed) => covers(allowed, target))) return `${row.folder} may not import ${target}`
  const typesOnly = row.typesOnly?.some((allowed) => covers(allowed, target)) ?? false
  return typesOnly && !isType && !file.endsWith('.test.ts')
    ? `${row.folder} may import ${target} as types only`
    : undefined
}

const covers = (allowed: string, target: string): boolean =>
  allowed === 'node:*' ? target.startsWith('node:') : target === allowed || target.startsWith(`${allowed}/`)
