import { deny, type Denial } from '../decision.ts'
import type { Policy } from '../document/document.ts'
import type { Bypass, SenderFacts, SessionFacts } from '../facts.ts'
import { hasAccount, isLocal } from '../hosted.ts'
import { rightsOf } from '../rights.ts'
import type { Rule, RuleContext } from '../rule.ts'

/**
 * Tells whether the submission rule applies to this session: it is on, and the client connected to the second basic
 * port of the SMTP service.
 *
 * @see icewarp.submission.auth-required, icewarp.submission.second-basic-port, icewarp.submission.enable-by-api
 */
export const submissionApplies = ({ port }: Pick<SessionFacts, 'port'>, policy: Policy): boolean =>
  policy.submission.enabled && port === policy.submission.port

/**
 * Tells whether AUTH is withdrawn from this port: while the submission rule is on, port 25 is for mail between servers.
 *
 * @see icewarp.submission.port25-no-auth
 */
export const withdrawsAuth = ({ port }: Pick<SessionFacts, 'port'>, policy: Policy): boolean =>
  policy.submission.enabled && port === smtpPort

const smtpPort = 25

/**
 * Tells whether port 25 looks up senders of hosted domains: while the submission rule is on, those who have an account
 * may send from outside, and the rest belong on the submission port.
 *
 * @see icewarp.submission.port25-existing-local-sender, icewarp.submission.port25-unknown-local-sender
 */
export const checksSendersOnPort25 = ({ port }: Pick<SessionFacts, 'port'>, policy: Policy): boolean =>
  policy.submission.enabled && port === smtpPort

/**
 * Tells whether the bypass file exempts a reverse-path from the submission rule, on either port.
 *
 * @see icewarp.submission.bypass-local-sender, icewarp.submission.bypass-not-for-foreign-sender,
 *   icewarp.submission.port25-bypass-lifts
 */
export const bypassesSubmission = (bypass: Bypass, { reversePath }: SenderFacts, policy: Policy): boolean =>
  bypass.localSenders && reversePath !== null && isLocal(reversePath, policy)

/**
 * Tells whether a reverse-path is permitted where senders are checked: one in a hosted domain needs an account.
 *
 * @see icewarp.submission.existing-local-sender-permitted, icewarp.submission.unknown-local-sender-rejected
 */
export const knowsSender = ({ reversePath }: SenderFacts, policy: Policy): boolean =>
  reversePath === null || !isLocal(reversePath, policy) || hasAccount(reversePath, policy)

const seams = {
  'submission.applies': submissionApplies,
  'submission.checks-port-25': checksSendersOnPort25,
  'submission.bypasses': bypassesSubmission,
  'submission.knows-sender': knowsSender,
  'auth.is-withdrawn': withdrawsAuth,
} as const

/**
 * On the submission port a client must authenticate, and a sender of a hosted domain must have an account. On port 25
 * the sender must have one unless the client is authorized. The bypass file exempts the reverse-paths it names.
 */
export const submission: Rule<typeof seams> = {
  name: 'submission',
  seams,
  needs: ['listNames'],
  decides: { mail: maySubmit },
}

function maySubmit(facts: SenderFacts, context: RuleContext): Denial | undefined {
  const { policy, conduct, files, ask } = context
  const isSubmission = ask['submission.applies'](facts, policy)
  if (!isSubmission && !ask['submission.checks-port-25'](facts, policy)) return undefined
  if (ask['submission.bypasses'](files.bypass, facts, policy)) return undefined
  const isAuthorized = ask['rights.authorize'](rightsOf(facts, context), conduct)
  if (isSubmission && !isAuthorized) return deny('submission', 'authRequired')
  if (!isSubmission && isAuthorized) return undefined
  return ask['submission.knows-sender'](facts, policy) ? undefined : deny('submission', 'senderUnknown')
}
