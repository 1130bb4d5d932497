import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { additions, type Addition } from './additions/additions.ts'

const root = join(import.meta.dirname, '..')
const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
const scratch = mkdtempSync(join(tmpdir(), 'mailspec-additions-'))

beforeAll(() => {
  for (const part of ['package.json', 'tsconfig.json', 'reference-server', 'scenarios', 'docs'])
    cpSync(join(root, part), join(scratch, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'))
  for (const { files, program } of additions) {
    for (const [file, text] of Object.entries(files)) writeNew(file, text)
    writeNew(programOf(program), program)
  }
  for (const addition of additions) insertsRows(addition)
})
afterAll(() => rmSync(scratch, { recursive: true }))

function writeNew(file: string, text: string): void {
  expect(existsSync(join(scratch, file)), file).toBe(false)
  writeFileSync(join(scratch, file), text)
}

/** Inserts the rows of an addition into the files of this project. */
function insertsRows({ rows }: Addition): void {
  for (const [file, insertions] of Object.entries(rows)) {
    let text = readFileSync(join(root, file), 'utf8')
    for (const [inserted, before] of insertions) {
      expect(text.split(before), `${file}: ${before}`).toHaveLength(2)
      text = text.replace(before, () => inserted + before)
    }
    writeFileSync(join(scratch, file), text)
  }
}

const removesRows = ({ rows }: Addition): void => {
  for (const file of Object.keys(rows)) cpSync(join(root, file), join(scratch, file))
}

const programOf = (program: string): string =>
  `shows-${additions.findIndex((addition) => addition.program === program)}.ts`

/** What is compiled of a copy serves nobody else. */
const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' }

/** Runs a Node program in the copy, and returns what it printed. */
const runs = (...args: readonly string[]): Promise<string> =>
  new Promise((resolve) =>
    execFile(process.execPath, args, { cwd: scratch, env }, (_, out, err) => resolve((out + err).trim())),
  )

/** The files that a row of the table names, as patterns. */
function filesFor(what: string): readonly RegExp[] {
  const row = contributing.split('\n').find((line) => line.startsWith(`| ${what} |`)) ?? ''
  return [...row.matchAll(/`([^`\s]+\/[^`\s]+)`/g)].map(
    ([, path = '']) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/<\w+>/g, '[\\w-]+')}$`),
  )
}

describe.each(additions)('$what', (addition) => {
  test('is added by the files that CONTRIBUTING.md names, and no others', () => {
    const named = filesFor(addition.what)
    const touched = [...Object.keys(addition.files), ...Object.keys(addition.rows)]
    expect(named).toHaveLength(touched.length)
    expect(touched.filter((file) => !named.some((pattern) => pattern.test(file)))).toEqual([])
  })

  test('works once it is added, and not without its row', async () => {
    const program = programOf(addition.program)
    expect(await runs(program)).toBe(addition.prints)
    removesRows(addition)
    expect(await runs(program)).toMatch(addition.printsWithoutRow)
    insertsRows(addition)
  })
})

test('what is added has its types', async () => {
  const files = additions.map(({ program }) => programOf(program))
  writeNew('tsconfig.additions.json', JSON.stringify({ extends: './tsconfig.json', files, include: [] }))
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  expect(await runs(tsc, '-p', 'tsconfig.additions.json')).toBe('')
})
