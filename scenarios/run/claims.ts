import { findClause } from '#clauses'
import type { ClaimRecord, Count, Expected, Subject } from '#evidence'
import type { Claim, CountClaims, DecisionClaims } from '#dsl'
import { HarnessFault } from '../evidence/faults.ts'

/**
 * The `claim` of one story: writes down what is claimed, with its weight, and judges nothing.
 *
 * @param cited     the clauses of the head; a claim counts for all of them unless narrowed
 * @param mustForm  whether words are a MUST here: true on the reference server alone
 */
export function claimsFor(
  cited: readonly string[],
  mustForm: boolean,
  record: (claim: Omit<ClaimRecord, 'step'>) => void,
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

  const decisions = (weight: ClaimRecord['weight']) =>
    function (subject: Subject, clause?: string): DecisionClaims & CountClaims {
      const where = callSite()
      const add = (expected: Expected): void => note(subject, expected, weight, 'decision', clause, where)
      return {
        isAccepted: () => add({ is: 'accepted' }),
        isRefused: (detail = {}) => add({ is: 'refused', ...detail }),
        isDeferred: (detail = {}) => add({ is: 'deferred', ...detail }),
        isTurnedAway: (detail = {}) => add({ is: 'turned-away', ...detail }),
        lists: (extension) => add({ is: 'listing', extension, listed: true }),
        listsNo: (extension) => add({ is: 'listing', extension, listed: false }),
        once: () => add({ is: 'count', times: 1 }),
        never: () => add({ is: 'count', times: 0 }),
        times: (count) => add({ is: 'count', times: count }),
      }
    }

  return Object.assign(decisions('must'), {
    should: decisions('should'),
    form: (subject: Exclude<Subject, Count>, clause?: string) => {
      const where = callSite()
      return {
        is: (form: { readonly code?: number; readonly status?: string; readonly text?: string }) =>
          note(subject, { is: 'form', ...form }, mustForm ? 'must' : 'should', 'form', clause, where),
      }
    },
  })
}

/** A clause that says should or may weighs less, whatever the story says. */
const isMust = (id: string): boolean => findClause(id)?.level === 'must'

/** The line of the story that is being played: the nearest caller under `scenarios/cases`. */
function callSite(): string {
  const found = /(scenarios\/cases\/[^\s()?]+)(?:\?[^\s:()]*)?:(\d+):\d+/.exec(new Error('where').stack ?? '')
  return found ? `${found[1]}:${found[2]}` : 'unknown'
}
