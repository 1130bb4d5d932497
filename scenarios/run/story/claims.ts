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
    const counted = clause === undefined ? cited : [clause]
    const must = weight === 'must' ? counted.filter(isMust) : []
    const should = counted.filter((id) => !must.includes(id))
    if (must.length > 0) record({ subject, expected, weight: 'must', axis, clauses: must, where })
    if (should.length > 0) record({ subject, expected, weight: 'should', axis, clauses: should, where })
  }

  const about = (axis: ClaimRecord['axis'], weight: ClaimRecord['weight']) =>
    function (subject: Subject, clause?: string): Words {
      const where = callSite()
      return wordsOf(axis, inItsNames, (expected) => note(subject, expected, weight, axis, clause, where))
    }

  return Object.assign(about('decision', 'must'), {
    should: about('decision', 'should'),
    form: about('form', mustForm ? 'must' : 'should'),
  })
}

type Words = ReplyClaims & AnswerClaims & CountClaims & LetterClaims & FormClaims

/** The words of one axis, each noting what it expects. */
function wordsOf(
  axis: ClaimRecord['axis'],
  inItsNames: (text: string) => string,
  add: (expected: Expected) => void,
): Words {
  const given = (value: never): never =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a text stays a text
    (typeof value === 'string' ? inItsNames(value) : value) as never
  const words = Object.entries<Pick<Expectation<object>, 'axis' | 'says'>>(expectations).flatMap(
    ([is, row]) =>
      row.axis !== axis
        ? []
        : Object.entries<(...given: never[]) => object>(row.says).map(([word, details]) => [
            word,
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row gives the details its name stands for
            (...values: never[]) => add({ is, ...details(...values.map(given)) } as Expected),
          ]),
  )
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test holds the rows against the types of the words
  return Object.fromEntries(words) as Words
}

/** A clause that says SHOULD or MAY has less weight, whatever the story says. */
const isMust = (id: string): boolean => findClause(id)?.level === 'must'

/** The line of the story that is being played: the nearest caller under `scenarios/cases`. */
function callSite(): string {
  const found = /(scenarios\/cases\/[^\s()?]+)(?:\?[^\s:()]*)?:(\d+):\d+/.exec(new Error('where').stack ?? '')
  return found ? `${found[1]}:${found[2]}` : 'unknown'
}
