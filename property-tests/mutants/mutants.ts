import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBook } from '../../scenarios/run/plan/book.ts'
import { outFolder } from '../../scenarios/run/environment.ts'
import { openCrew } from './crew.ts'
import { notAsked, readEquivalents, withEquivalents } from './equivalents.ts'
import { instrument } from './instrument.ts'
import { fatesStillTrue, lastKillers, nothingKnown, readMemory, remembering, writeMemory } from './memory.ts'
import type { Check, Fate, Mutant } from './mutant.ts'
import { readOptions, type MutantOptions } from './options.ts'
import { partOf, parts, sourcesIn, testsOfPart } from './parts.ts'
import { playMutants } from './play-mutants.ts'
import { openProgress } from './progress.ts'
import { asJson, asTable, complaintsOf, countOf, leftOutOf, scoresOf, survivorsOf } from './report.ts'
import type { Share } from './share.ts'
import { sourceHashes } from './source-hash.ts'

const root = join(import.meta.dirname, '..', '..')
const remembered = join(root, 'node_modules', '.cache', 'mailspec', 'mutants.json')

/** Longer than any test works without a pause, in milliseconds of the processor's time. */
const mostWork = 10_000

/** What so many stories and tests do not notice, others hardly do, and survivors would take most of the time. */
const mostAsked = { story: { checks: 30, together: 6000 }, test: { checks: 250, together: 4000 } }
const noLimit = { checks: Infinity, together: Infinity }

type Asked = Extract<MutantOptions, { readonly play: unknown }>['play']

/** Plays what is asked for and tells what came of it; says whether all is as it should be. */
async function plays({ only, seed, workers, isFresh, share, ...how }: Asked): Promise<boolean> {
  const hashes = sourceHashes(root, seed)
  const before = isFresh ? nothingKnown : readMemory(remembered)
  if (share) process.stderr.write(inWords(share))
  const { mutants, sources } = await instrument(root, only)
  const entries = readEquivalents(join(import.meta.dirname, 'equivalent.yaml'))
  // Nothing would notice them, which takes longest of all to find out; with `all` that is asked as well.
  const judged = how.all ? [] : notAsked(mutants, entries)
  const isJudged = new Set(judged.map(({ mutant }) => mutant.id))
  const known = fatesStillTrue(before, hashes, mutants).filter(({ mutant }) => !isJudged.has(mutant.id))
  const isKnown = new Set(known.map(({ mutant }) => mutant.id))
  const open = mutants.filter(({ id }) => !isKnown.has(id) && !isJudged.has(id))
  const remember = (found: readonly Fate[]) => {
    const fates = [...known, ...found]
    writeMemory(remembered, remembering(before, hashes, { fates, mutants }))
  }
  const lastKiller = lastKillers(before, mutants)
  if (known.length > 0) process.stderr.write(`${known.length} of ${mutants.length} are known from before\n`)
  const played =
    open.length === 0
      ? []
      : await playsOpen({ ...how, mutants: open, sources, seed, workers, lastKiller, remember })
  remember(played)
  const { fates, stale } = withEquivalents(inOrder([...known, ...judged, ...played]), entries)
  const found = asJson(fates, { seed, sourceHash: hashes.all })
  mkdirSync(outFolder, { recursive: true })
  writeFileSync(join(outFolder, 'mutants.json'), `${JSON.stringify(found, null, 2)}\n`)
  const scores = scoresOf(fates, parts)
  const isShare = only.length < sourcesIn(root, parts).length
  const complaints = [
    ...stale.map((text) => ({ text, failures: 1 })),
    ...scores.flatMap((score) => complaintsOf(score, isShare)),
  ]
  if (how.json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
  else {
    const told = [...survivorsOf(fates), '', asTable(scores), '', ...leftOutOf(mutants, fates)]
    process.stdout.write([...told, `seed ${seed}`, ''].join('\n'))
  }
  for (const { text } of complaints) process.stderr.write(`✗ ${text}\n`)
  if (!how.json) process.stdout.write(`${countOf(scores, complaints)}\n`)
  return complaints.length === 0
}

interface Open {
  readonly mutants: readonly Mutant[]
  readonly sources: Readonly<Record<string, string>>
  readonly seed: number
  readonly workers: number
  readonly all: boolean
  readonly minutes?: number
  readonly lastKiller: (mutant: Mutant) => Check | undefined
  /** Keeps what has been found out so far. */
  readonly remember: (fates: readonly Fate[]) => void
}

async function playsOpen({
  mutants,
  sources,
  seed,
  workers,
  all,
  minutes = Infinity,
  ...known
}: Open): Promise<readonly Fate[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mailspec-mutants-'))
  const instrumented = join(folder, 'sources.json')
  writeFileSync(instrumented, JSON.stringify({ sources }))
  const progress = openProgress(process.stderr)
  try {
    const onStall = (what: string, why: string) => progress.say(`asked once more: ${what}: ${why}`)
    await using crew = await openCrew({ workers, seed, instrumented, mostWork, onStall })
    return await playMutants({
      crew,
      mutants,
      stories: (await readBook()).map(({ id }) => id),
      testsFor: ({ file }) => {
        const part = partOf(file, parts)
        return part ? testsOfPart(root, part) : []
      },
      areasOf: ({ file }) => partOf(file, parts)?.areas ?? [],
      testsFirst: ({ file }) => partOf(file, parts)?.testsFirst ?? false,
      most: all ? { story: noLimit, test: noLimit } : mostAsked,
      isTimeUp: () => performance.now() > minutes * 60_000,
      lastKiller: known.lastKiller,
      onFate: keepingNowAndThen(known.remember),
      onProgress: (made) => progress.show(made),
      onProblem: (what, why) => progress.say(`not asked: ${what}: ${why}`),
    })
  } finally {
    progress.clear()
    rmSync(folder, { recursive: true })
  }
}

/** Of a run that is broken off, no more is lost than a few. */
function keepingNowAndThen(keep: (fates: readonly Fate[]) => void): (fate: Fate) => void {
  const fates: Fate[] = []
  return (fate) => {
    fates.push(fate)
    if (fates.length % 50 === 0) keep(fates)
  }
}

const inWords = ({ nth, of, date, files }: Share): string => {
  const folders = new Set(files.map((file) => partOf(file, parts)?.folder ?? file))
  return `${date} has share ${nth} of ${of}: ${files.length} files of ${[...folders].join(', ')}\n`
}

const inOrder = (fates: readonly Fate[]): readonly Fate[] =>
  [...fates].sort(
    (a, b) =>
      (a.mutant.file < b.mutant.file ? -1 : a.mutant.file > b.mutant.file ? 1 : 0) ||
      a.mutant.line - b.mutant.line,
  )

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), {
    files: sourcesIn(root, parts),
    weightOf: (file) => statSync(join(root, file)).size,
    cores: availableParallelism(),
    today: Math.floor(Date.now() / 86_400_000),
  })
  if ('help' in options) {
    process.stdout.write(`${options.help}\n`)
    return 0
  }
  if ('problem' in options) {
    process.stderr.write(`${options.problem}\nSee pnpm test:mutants --help.\n`)
    return 64
  }
  return (await plays(options.play)) ? 0 : 1
}

// Interrupted, it ends at once; its children end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.exitCode = await main()
