import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { suggest } from '../clauses/suggest.ts'
import { exitCodeOf } from '../evidence/verdict.ts'
import { ask } from '../properties/ask.ts'
import { declarationOf, readDeclared, type Declared } from '../properties/declared.ts'
import { readKept, writeCounterexample } from '../properties/files.ts'
import type { Impact } from '../clauses/impact.ts'
import { ownSetting } from '../properties/own-setting.ts'
import { questionsIn, type Question } from '../properties/properties.ts'
import { planOf } from '../properties/stage.ts'
import type { Setting } from '../properties/setting.ts'
import type { TargetFile } from '../targets/remote/file.ts'
import { sourcesOf } from '../targets/remote/shortfalls.ts'
import { mayPlay } from './consent.ts'
import { exitCodes, UsageError } from './exit.ts'
import { listensForCtrlC } from './interrupt.ts'
import { asJson, type Io } from './io.ts'
import { shortPath } from './paths.ts'
import { answerAsData, answerInWords, type Shown } from './properties-text.ts'
import { chooseTarget } from './targets.ts'
import { splitName } from './ways.ts'
import { limitsTime } from './time-limit.ts'
import { parsedFile } from './yaml-file.ts'

export interface PropertiesOptions {
  readonly target: string
  readonly only?: readonly string[]
  /** In CI another one each time, and 1 elsewhere, unless given. */
  readonly seed?: number
  readonly runs: number
  readonly impact?: Impact
  readonly out: string
  readonly patience?: number
  readonly pace?: number
  readonly timeLimit?: number
  readonly yes?: boolean
  readonly json?: boolean
}

/**
 * `mailspec properties`: tells stories made up by chance on a target, and says of each property whether it held in all
 * of them. A story in which it did not is made short and written as evidence.
 *
 * @throws UsageError for a name that no property and no setting has
 */
export async function askProperties(options: PropertiesOptions, io: Io): Promise<number> {
  const { seed = seedIn(io.env ?? {}) } = options
  const chosen = chooseTarget(options.target, options)
  const { target } = chosen
  const own = ownSettingOf(chosen.file)
  const asked = named(options.only, questionsIn(...(own ? [own] : [])))
  const plan = planOf(
    asked.map(({ setting }) => setting),
    target,
    seed,
  )
  mayPlay(plan, chosen, options, io)
  const declared = declaredFor(target.name)
  using interrupt = listensForCtrlC(io)
  using limit = limitsTime([plan], options.timeLimit)
  const signal = AbortSignal.any([interrupt.signal, limit.signal])
  const impact = options.impact ?? chosen.impact
  const folder = join(options.out, 'properties', target.name.replaceAll(/[^\w@.-]+/g, '-'))
  const shown: Shown[] = []
  if (!options.json)
    io.out(`properties of ${target.name}: seed ${seed}, impact ${impact}, ${options.runs} stories each\n`)
  const answers = await ask({
    stage: { target, seed, signal },
    questions: asked,
    runs: options.runs,
    impact,
    kept: readKept(),
    isDeclared: (question, surprise) => declarationOf(declared, question, surprise) !== undefined,
    onStory: ({ id }, { stories }) => {
      if (io.terminal && !options.json) io.styled(`${clear}${id}: ${stories} of ${options.runs} stories`)
    },
    onAnswer: (answer) => {
      const written =
        answer.found && writeCounterexample(answer.question, answer.found, { folder, on: target.name, seed })
      const one = { answer, declared, ...(written && { written }) }
      shown.push(one)
      if (!options.json) {
        if (io.terminal) io.styled(clear)
        io.out(answerInWords(one, options.target))
      }
    },
  })
  if (options.json)
    io.out(
      asJson({
        version: 1,
        target: target.name,
        seed,
        impact,
        runs: options.runs,
        properties: shown.map(answerAsData),
      }),
    )
  if (interrupt.signal.aborted) return exitCodes.interrupted
  if (limit.signal.aborted) io.err(`mailspec: ${String(limit.signal.reason)}\n`)
  const code = exitCodeOf(answers.map(({ verdict }) => verdict))
  return code === 0 && answers.length < asked.length ? exitCodes.inconclusive : code
}

/** Begins the line anew. */
const clear = '\r\u001b[2K'

/** In CI each run looks elsewhere; at home the same is found again. */
const seedIn = ({ CI }: Readonly<Record<string, string | undefined>>): number =>
  (CI ?? '') === '' ? 1 : Date.now() % 1_000_000_000

/** What a target file states, as a setting. */
const ownSettingOf = (file: TargetFile | undefined): Setting | undefined =>
  file &&
  ownSetting({ profile: file.profile, vouches: file.vouches, places: Object.keys(sourcesOf(file).fixed) })

/** All that a question answers to. */
const namesOf = ({ id, property, setting }: Question): readonly string[] => [id, property.name, setting.name]

/** The questions of these properties, settings and both. @throws UsageError for a name that is none */
function named(only: readonly string[] | undefined, questions: readonly Question[]): readonly Question[] {
  if (only === undefined) return questions
  const known = [...new Set(questions.flatMap(namesOf))]
  const wrong = only.find((name) => !known.includes(name))
  if (wrong !== undefined) {
    const near = suggest(wrong, known)
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are: ${known.join(', ')}`
    throw new UsageError(`there is no property called ${wrong}; ${hint}`)
  }
  return questions.filter((question) => namesOf(question).some((name) => only.includes(name)))
}

const declaredFolder = join(import.meta.dirname, '..', '..', 'fixtures', 'expected-properties')

/** What is known of a built-in target. @throws UsageError for a file that is wrong */
function declaredFor(target: string): readonly Declared[] {
  const path = join(declaredFolder, `${splitName(target).server}.yaml`)
  if (!existsSync(path)) return []
  const read = readDeclared(parsedFile(path))
  if ('problem' in read) throw new UsageError(`${shortPath(path)}: ${read.problem}`)
  return read
}
