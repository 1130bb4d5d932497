import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A part of the server whose mutants are played: what decides, and touches neither sockets nor files. */
export interface Part {
  /** With what is under it, from the root of the project. */
  readonly folder: string
  /** The files of it that decide; all unless said otherwise. */
  readonly files?: readonly string[]
  /** Where the tests are that are asked about what no story notices: folders and files. */
  readonly tests: readonly string[]
  /** Whether they are asked before the stories: where what decides is mostly what is refused, or how odd messages are read. */
  readonly testsFirst?: boolean
  /** The areas of stories that are about it: they are asked before other stories. */
  readonly areas?: readonly string[]
  /** How many of a hundred mutants must be killed, those that are equivalent apart. It only goes up; 0 where it has not been measured. */
  readonly floor: number
  /** How many of a hundred must be killed by stories, where that was measured as well. */
  readonly storyFloor?: number
}

const policyTests = [
  'reference-server/policy',
  'property-tests/address-list.property.test.ts',
  'property-tests/engine.property.test.ts',
  'property-tests/greylist.property.test.ts',
]

/** A mutant belongs to the part with the longest folder. */
export const parts: readonly Part[] = [
  { folder: 'reference-server/policy', tests: policyTests, floor: 95 },
  { folder: 'reference-server/policy/addresses', tests: policyTests, floor: 97 },
  {
    folder: 'reference-server/policy/document',
    files: [
      'cross-checks.ts',
      'document.ts',
      'kind-readers.ts',
      'layers.ts',
      'problems.ts',
      'reading.ts',
      'units.ts',
    ],
    tests: policyTests,
    testsFirst: true,
    floor: 97,
  },
  { folder: 'reference-server/policy/rules', tests: policyTests, floor: 97 },
  {
    folder: 'reference-server/profiles',
    files: ['bypass-file.ts', 'hosts-file.ts', 'product-files.ts', 'tool.ts'],
    tests: ['reference-server/profiles'],
    floor: 97,
  },
  {
    folder: 'reference-server/delivery',
    files: ['address.ts', 'report.ts', 'return-path.ts', 'routes.ts', 'schedule.ts', 'settlement.ts'],
    tests: ['reference-server/delivery'],
    areas: ['delivery-queue', 'smarthost'],
    floor: 95,
    storyFloor: 77,
  },
  { folder: 'reference-server/smtp/commands', tests: ['reference-server/smtp'], floor: 87 },
  { folder: 'reference-server/pop3/commands', tests: ['reference-server/pop3'], floor: 94 },
  { folder: 'reference-server/imap/commands', tests: ['reference-server/imap'], floor: 97 },
  {
    folder: 'reference-server/message',
    testsFirst: true,
    tests: [
      'reference-server/message',
      'reference-server/imap/fetch.test.ts',
      'property-tests/letters.property.test.ts',
    ],
    floor: 0,
  },
  { folder: 'reference-server/content', tests: ['reference-server/content'], floor: 95 },
]

export const partOf = (file: string, of: readonly Part[]): Part | undefined =>
  of
    .filter(({ folder }) => file === folder || file.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0]

/** The files whose mutants are played: not tests, not what stands beside them, not what saboteurs hook into. */
export const sourcesIn = (root: string, of: readonly Part[]): readonly string[] =>
  filesIn(
    root,
    of.map(({ folder }) => folder),
    (file) =>
      decides(file, of) && file.endsWith('.ts') && !/(\.test|\/testing|\/seams)\.ts$|\/testing\//.test(file),
  )

/** Whether it is one of those its part names, if it names any. */
function decides(file: string, of: readonly Part[]): boolean {
  const part = partOf(file, of)
  return part?.files === undefined || part.files.includes(file.slice(part.folder.length + 1))
}

/** The files of tests of a part. */
export const testsOfPart = (root: string, { tests }: Part): readonly string[] =>
  filesIn(root, tests, (file) => file.endsWith('.test.ts'))

function filesIn(root: string, places: readonly string[], isMeant: (file: string) => boolean): string[] {
  const files = places.flatMap((place) =>
    statSync(join(root, place)).isFile()
      ? [place]
      : readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).map(
          (file) => `${place}/${file.replaceAll('\\', '/')}`,
        ),
  )
  return [...new Set(files)].filter(isMeant).sort()
}
