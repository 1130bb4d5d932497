import type { Fate, Mutant } from './mutant.ts'
import { partOf, type Part } from './parts.ts'

/** What the mutants of a part came to, in numbers. */
export interface Score {
  readonly part: Part
  readonly mutants: number
  readonly byStory: number
  readonly byTest: number
  /** Of those that are killed: the server fell over, or never came to an end. */
  readonly crash: number
  readonly hang: number
  readonly survived: number
  readonly uncovered: number
  readonly equivalent: number
  /** Of a hundred that are not equivalent, how many are killed; rounded down. */
  readonly killed: number
  /** The same of those that stories kill. */
  readonly told: number
}

/** The score of each part that has mutants. */
export function scoresOf(fates: readonly Fate[], parts: readonly Part[]): readonly Score[] {
  const byPart = Map.groupBy(fates, ({ mutant }) => partOf(mutant.file, parts))
  return parts.flatMap((part) => {
    const own = byPart.get(part)
    return own ? [scoreOf(part, own)] : []
  })
}

function scoreOf(part: Part, fates: readonly Fate[]): Score {
  const count = (isMeant: (fate: Fate) => boolean) => fates.filter(isMeant).length
  const byStory = count(({ kill }) => kill?.by === 'story')
  const byTest = count(({ kill }) => kill?.by === 'test')
  const equivalent = count(({ status }) => status === 'equivalent')
  const counted = fates.length - equivalent
  const ofHundred = (some: number) => (counted === 0 ? 100 : Math.floor((100 * some) / counted))
  return {
    part,
    mutants: fates.length,
    byStory,
    byTest,
    crash: count(({ kill }) => kill?.manner === 'crash'),
    hang: count(({ kill }) => kill?.manner === 'hang'),
    survived: count(({ status }) => status === 'survived'),
    uncovered: count(({ status }) => status === 'uncovered'),
    equivalent,
    killed: ofHundred(byStory + byTest),
    told: ofHundred(byStory),
  }
}

/** How many mutants nobody notices, more than the floor of their part allows. Of a share, one is allowed sooner. */
function excessOf({ part, mutants, equivalent, byStory, byTest }: Score, isShare: boolean) {
  const round = isShare ? Math.ceil : Math.floor
  const counted = mutants - equivalent
  const beyond = (killed: number, floor: number) =>
    Math.max(0, counted - killed - round((counted * (100 - floor)) / 100))
  return { killed: beyond(byStory + byTest, part.floor), told: beyond(byStory, part.storyFloor ?? 0) }
}

/** Something that is wrong, and how many failures it is. */
export interface Complaint {
  readonly text: string
  readonly failures: number
}

/**
 * What is wrong with a score: its part is below a floor, or too much is said to make no difference.
 *
 * @param isShare whether only some files of the parts are played; those may hold many equivalents
 */
export function complaintsOf(score: Score, isShare: boolean): readonly Complaint[] {
  const { part, killed, told, mutants, equivalent } = score
  const { folder, floor, storyFloor = 0 } = part
  const excess = excessOf(score, isShare)
  return [
    { text: `${killed} % are killed, its floor is ${floor} %`, failures: excess.killed },
    { text: `${told} % are killed by stories, its floor is ${storyFloor} %`, failures: excess.told },
    {
      text: `${equivalent} of ${mutants} are equivalent: more than one of ten`,
      failures: Number(!isShare && equivalent * 10 > mutants),
    },
  ].flatMap(({ text, failures }) => (failures > 0 ? [{ text: `${folder}: ${text}`, failures }] : []))
}

/** What a script reads: the mutants that were noticed or cannot be, and what is wrong. */
export const countOf = (scores: readonly Score[], complaints: readonly Complaint[]): string => {
  const noticed = scores.reduce(
    (sum, { byStory, byTest, equivalent }) => sum + byStory + byTest + equivalent,
    0,
  )
  return `${noticed} passed, ${complaints.reduce((sum, { failures }) => sum + failures, 0)} failed`
}

/** How many of each file nobody played. */
export function leftOutOf(mutants: readonly Mutant[], fates: readonly Fate[]): readonly string[] {
  const played = new Set(fates.map(({ mutant }) => mutant))
  const left = Map.groupBy(
    mutants.filter((mutant) => !played.has(mutant)),
    ({ file }) => file,
  )
  return [...left].map(([file, own]) => `${file}: ${own.length} left out, because the time was over`)
}

const columns: readonly (readonly [string, (score: Score) => string | number])[] = [
  ['part', ({ part }) => part.folder],
  ['mutants', ({ mutants }) => mutants],
  ['by story', ({ byStory }) => byStory],
  ['of 100', ({ told }) => told],
  ['by test', ({ byTest }) => byTest],
  ['(crash', ({ crash }) => crash],
  ['hang)', ({ hang }) => hang],
  ['survived', ({ survived }) => survived],
  ['uncovered', ({ uncovered }) => uncovered],
  ['equivalent', ({ equivalent }) => equivalent],
  ['killed', ({ killed }) => `${killed} %`],
  [
    'floor',
    ({ part: { floor, storyFloor } }) => (storyFloor ? `${floor} %, ${storyFloor} % by story` : `${floor} %`),
  ],
]

/** The scores for reading, one row a part. */
export function asTable(scores: readonly Score[]): string {
  const rows = [
    columns.map(([heading]) => heading),
    ...scores.map((score) => columns.map(([, cell]) => String(cell(score)))),
  ]
  const widths = columns.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const aligned = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)
  return rows.map((cells) => cells.map(aligned).join('  ')).join('\n')
}

/** One line a mutant that nobody notices: where it is and what it changes. */
export const survivorsOf = (fates: readonly Fate[]): readonly string[] =>
  fates
    .filter(({ status }) => status === 'survived' || status === 'uncovered')
    .map(
      ({ mutant: { file, line, from, to }, status }) =>
        `${file}:${line}  ${status}  ${shortened(from)}  →  ${shortened(to)}`,
    )

const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line
}

/** `reports/out/mutants.json`. */
export const asJson = (
  fates: readonly Fate[],
  { seed, sourceHash }: { seed: number; sourceHash: string },
) => ({
  version: 1,
  seed,
  sourceHash,
  mutants: fates.map(({ mutant: { file, line, from, to }, status, kill, reason }) => ({
    file,
    line,
    from,
    to,
    status,
    ...(kill && { by: kill.by, manner: kill.manner, what: `${kill.id}: ${kill.why}` }),
    ...(reason !== undefined && { what: reason }),
  })),
})
