import type { ClaimRecord } from '#evidence'
import type { Scenario } from '#dsl'
import { StepRefused } from '../../evidence/faults.ts'
import { judgeClaim } from '../../evidence/judge.ts'
import type { Staging } from '../../targets/target.ts'

type Claimed = Omit<ClaimRecord, 'step'>

/**
 * Ends a story whose claim does not hold if the rule it asks about may not be the reason: the server may have a limit
 * that nobody stated, or remember a client.
 *
 * @throws StepRefused with what the server said
 */
export function decides(
  claim: Claimed,
  { mayHoldBack, mayKnowClients }: Pick<Staging, 'mayHoldBack' | 'mayKnowClients'>,
  scenario: Pick<Scenario, 'policy'>,
): void {
  const { subject } = claim
  if (subject.kind !== 'attempt' || judgeClaim(claim) !== 'broken') return
  const said = [subject.reply?.code, subject.reply?.status, subject.reply?.text[0]].filter(Boolean).join(' ')
  const answered = `${subject.at} was answered "${said}", which may be`
  if (mayHoldBack && !isAboutLimits(scenario) && isHeldBack(claim, subject.reply?.code)) {
    throw new StepRefused(`${answered} a limit or a grey list; the story asks something else`)
  }
  if (mayKnowClients && isLetIn(claim, subject.reply?.code)) {
    throw new StepRefused(
      `${answered} because this address logged in before: state popBeforeSmtp in vouches, or list more under sources`,
    )
  }
}

/**
 * The claim as it counts here: on a server of somebody else, what was to be refused for good and is refused for now has
 * not passed, and that was the question.
 */
export function weighed(claim: Claimed, { mayHoldBack }: Pick<Staging, 'mayHoldBack'>): Claimed {
  const { subject, expected } = claim
  const code = subject.kind === 'attempt' ? (subject.reply?.code ?? 0) : 0
  const isForNow = expected.is === 'refused' && code >= 400 && code < 500
  return mayHoldBack && isForNow ? { ...claim, weight: 'should' } : claim
}

/** The story is about what a server does to clients that send much, or that it does not know. */
const isAboutLimits = ({ policy }: Pick<Scenario, 'policy'>): boolean =>
  policy.limits !== undefined || policy.greylist !== undefined

/** What a limit, a busy server or a grey list answers (RFC 5321 §4.2.3, RFC 6647 §2). */
const putsOff: ReadonlySet<number | undefined> = new Set([421, 450, 451])

const isHeldBack = ({ expected: { is } }: Claimed, code: number | undefined): boolean =>
  (is === 'accepted' || is === 'refused') && putsOff.has(code)

const isLetIn = ({ expected: { is } }: Claimed, code = 0): boolean =>
  (is === 'refused' || is === 'deferred' || is === 'turned-away') && code >= 200 && code < 400
