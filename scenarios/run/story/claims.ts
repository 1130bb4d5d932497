import { isDeepStrictEqual } from 'node:util'
import { findClause } from '#clauses'
import type { ClaimRecord, Subject } from '#evidence'
import type { AnswerClaims, Claim, CountClaims, FormClaims, LetterClaims, ReplyClaims } from '#dsl'
import type { Expectation } from '../../evidence/expectation.ts'
import { expectations, type Expected } from '../../evidence/expectations.ts'
import { HarnessFault } from '../../evidence/faults.ts'

/**
 * The `claim` of one story: writes down what is claimed, with its weight, and judges nothing.
 *
 * @param cited     the clauses of the head; a claim counts for all of them unless narrowed
 * @param mustForm  whether the words of replies are a MUST here: true on the reference server only
 * @param inItsNames puts the names of the story in a text into the target's own
 */
export function claimsFor(
  cited: readonly string[],
  mustForm: boolean,
  record: (claim: Omit<ClaimRecord, 'step'>) => void,
  inItsNames: (text: string) => string = (text) => text,
): Claim<string> {
  const note = (
    subject: Subject,
    expected: Expected,
    weight: ClaimRecord['weight'],
    axis: ClaimRecord['axis'],
    clause: string | undefined,
    where: string,
  ): void => {
    if (clause !== undefined && !cited.includes(clause)) {
      throw new HarnessFault(`a claim counts for ${clause}, which the head does not cite`)
    }
    const named = inItsWords(expected, inItsNames)
    const counted = clause === undefined ? cited : [clause]
    const must = weight === 'must' ? counted.filter(isMust) : []
    const should = counted.filter((id) => !must.includes(id))
    if (must.length > 0) record({ subject, ...named, weight: 'must', axis, clauses: must, where })
    if (should.length > 0) record({ subject, ...named, weight: 'should', axis, clauses: should, where })
  }

  const about = (axis: ClaimRecord['axis'], weight: ClaimRecord['weight']) =>
    function (subject: Subject, clause?: string): Words {
      const where = callSite()
      return wordsOf(axis, (expected) => note(subject, expected, weight, axis, clause, where))
    }

  return Object.assign(about('decision', 'must'), {
    should: about('decision', 'should'),
    form: about('form', mustForm ? 'must' : 'should'),
  })
}

type Words = ReplyClaims & AnswerClaims & CountClaims & LetterClaims & FormClaims

/** The words of one axis, each noting what it expects. */
function wordsOf(axis: ClaimRecord['axis'], add: (expected: Expected) => void): Words {
  const words = Object.entries<Pick<Expectation<object>, 'axis' | 'says'>>(expectations).flatMap(
    ([is, row]) =>
      row.axis !== axis
        ? []
        : Object.entries<(...given: never[]) => object>(row.says).map(
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row gives the details its name stands for
            ([word, details]) => [word, (...given: never[]) => add({ is, ...details(...given) } as Expected)],
          ),
  )
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test holds the rows against the types of the words
  return Object.fromEntries(words) as Words
}

/**
 * What a story expects, in the names of a target, and as it was told where that differs.
 *
 * @param inItsNames puts the names of the story in a text into the target's own
 */
export function inItsWords(
  told: Expected,
  inItsNames: (text: string) => string,
): Pick<ClaimRecord, 'expected' | 'told'> {
  const expected = withTexts(told, inItsNames)
  return isDeepStrictEqual(expected, told) ? { expected } : { expected, told }
}

function withTexts(expected: Expected, change: (text: string) => string): Expected {
  const changed = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value)
    if (Array.isArray(value)) return value.map(changed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, changed(part)]))
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- texts stay texts, and everything else what it was
  return changed(expected) as Expected
}

/** A clause that says SHOULD or MAY has less weight, whatever the story says. */
const isMust = (id: string): boolean => findClause(id)?.level === 'must'

/** The line of the story that is being played: the nearest caller under `scenarios/cases`. */
function callSite(): string {
  const { stackTraceLimit } = Error
  // The story stands right behind the claim, and each line further is paid for by every claim.
  Error.stackTraceLimit = 4
  const { stack = '' } = new Error('where')
  Error.stackTraceLimit = stackTraceLimit
  const found = /(scenarios\/cases\/[^\s()?]+)(?:\?[^\s:()]*)?:(\d+):\d+/.exec(stack)
  return found ? `${found[1]}:${found[2]}` : 'unknown'
}
