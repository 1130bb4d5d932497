import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { importTable } from './import-table.ts'
import { violations } from './imports.ts'

const root = join(import.meta.dirname, '..')
const folders = ['reference-server', 'scenarios', 'property-tests', 'reports', 'bench']

const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
)

describe('who may import whom', () => {
  test('every file of the project keeps to the import table', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(violations(root, sources)).toEqual([])
  })

  const scratch = mkdtempSync(join(tmpdir(), 'mailspec-imports-'))
  afterAll(() => rmSync(scratch, { recursive: true }))

  const planted = (file: string, text: string) => {
    mkdirSync(join(scratch, dirname(file)), { recursive: true })
    writeFileSync(join(scratch, file), text)
    return violations(scratch, [file])
  }

  test.each([
    ['the engine reads the clock', 'reference-server/policy/x.ts', "import { now } from 'node:process'"],
    ['POP3 leans on SMTP', 'reference-server/pop3/x.ts', "import { replies } from '../smtp/replies.ts'"],
    [
      'a client shares code with the server',
      'scenarios/clients/x.ts',
      "import { a } from '#reference-server'",
    ],
    ['a case knows a target', 'scenarios/cases/relay/x.ts', "import { t } from '../../targets/target.ts'"],
    ['a case knows the test runner', 'scenarios/cases/relay/x.ts', "import { test } from 'vitest'"],
    [
      'a model looks at the engine',
      'scenarios/properties/models/x.ts',
      "import { e } from '../../../reference-server/policy/engine.ts'",
    ],
    [
      'an import hides in the middle of a file',
      'reports/x.ts',
      "const x = await import('../scenarios/clients/smtp.ts')",
    ],
    [
      'an import goes over several lines',
      'reports/x.ts',
      "import {\n  a,\n} from '../scenarios/clients/smtp.ts'",
    ],
    [
      'a word of the language is more than a type',
      'scenarios/dsl/x.ts',
      "import { p } from '#policy-document'",
    ],
    ['a new folder has no row', 'somewhere/x.ts', "import 'node:fs'"],
    ['a new target has no row', 'scenarios/targets/somebodys/x.ts', "import '../target.ts'"],
  ])('it is noticed when %s', (_, file, text) => {
    expect(planted(file, `// first line\n${text}\n`)).toMatchObject([{ file }])
  })

  test('each row is about a file or folder that is there', () => {
    expect(
      importTable.map(({ folder }) => folder).filter((folder) => !existsSync(join(root, folder))),
    ).toEqual([])
  })

  test('the offending line is named', () => {
    expect(planted('reference-server/policy/y.ts', "\n\nimport type { Socket } from 'node:net'\n")).toEqual([
      {
        file: 'reference-server/policy/y.ts',
        line: 3,
        imports: 'node:net',
        why: 'reference-server/policy may not import node:net',
      },
    ])
  })
})

test('no test has a limit of its own, which a busy machine would break', () => {
  const limit = /\{ timeout[:, }]|^ *\},? \d[\d_]*\)$/m
  const limited = sources.filter(
    (file) => file.endsWith('.test.ts') && limit.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(limited, 'the one there is stands in vitest.config.ts').toEqual([])
})

test('the services are listed in two tables: the server shares none with those who test it', () => {
  const listing =
    /\bmx\b[^;()]+\bsubmission\b[^;()]+\bsubmissions\b[^;()]+\bpop3\b[^;()]+\bpop3s\b[^;()]+\bimap\b[^;()]+\bimaps\b/
  const lists = sources.filter(
    (file) => !file.endsWith('.test.ts') && listing.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(lists).toEqual(['reference-server/listen/service.ts', 'scenarios/evidence/services.ts'])
})

test.each(['scenarios/run/book', 'property-tests/saboteurs'])(
  'each area of scenarios has a file in %s that plays it',
  (folder) => {
    const areas = readdirSync(join(root, 'scenarios', 'cases'))
    expect(areas.filter((area) => !sources.includes(`${folder}/${area}.test.ts`))).toEqual([])
  },
)
