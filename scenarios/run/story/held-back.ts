import type { ClaimRecord } from '#evidence'
import type { Scenario } from '#dsl'
import { StepRefused } from '../../evidence/faults.ts'
import { judgeClaim } from '../../evidence/judge.ts'

/** What a limit, a busy server or a grey list answers (RFC 5321 §4.2.3, RFC 6647 §2). */
const codes: ReadonlySet<number | undefined> = new Set([421, 450, 451])

/** Tells whether a story is about what a server does to clients that send much, or that it does not know. */
export const isAboutLimits = ({ policy }: Pick<Scenario, 'policy'>): boolean =>
  policy.limits !== undefined || policy.greylist !== undefined

/**
 * Ends a story that asks something else where a server nobody has described says to come later: that is neither an
 * acceptance nor a refusal of what was asked.
 *
 * @throws StepRefused with what the server said
 */
export function heldBack(claim: Omit<ClaimRecord, 'step'>): void {
  const { subject, expected } = claim
  if (expected.is !== 'accepted' && expected.is !== 'refused') return
  if (subject.kind !== 'attempt' || !codes.has(subject.reply?.code) || judgeClaim(claim) === 'holds') return
  const said = [subject.reply?.code, subject.reply?.status, subject.reply?.text[0]].filter(Boolean).join(' ')
  throw new StepRefused(
    `${subject.at} was answered "${said}", which may be a limit or a grey list; the story asks something else`,
  )
}
