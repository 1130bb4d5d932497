import type { Policy } from './document.ts'
import type { Bypass, SenderFacts, SessionFacts } from './facts.ts'
import { hasAccount, isLocal } from './relay.ts'

/**
 * Tells whether the submission rule acts on this session: it is switched on, and the client came to the second basic
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

/** Where the bypass file stands, in the installation folder. @see icewarp.submission.bypass-file-place */
export const bypassFilePlace = ({ submission }: Policy): string | undefined => submission.bypassFile

/**
 * Tells whether a line of the bypass file stands for any local sender: the prefix `l:` and no value.
 *
 * @see icewarp.submission.bypass-file-syntax
 */
export const meansLocalSenders = (line: string): boolean => line.toLowerCase() === 'l:'

/**
 * Tells whether the bypass file frees a reverse-path from the submission rule, on whichever port that asks.
 *
 * @see icewarp.submission.bypass-local-sender, icewarp.submission.bypass-not-for-foreign-sender,
 *   icewarp.submission.port25-bypass-lifts
 */
export const bypassesSubmission = (bypass: Bypass, { reversePath }: SenderFacts, policy: Policy): boolean =>
  bypass.localSenders && reversePath !== null && isLocal(reversePath, policy)

/**
 * Tells whether a reverse-path may be announced where senders are looked up: one in a hosted domain needs an account.
 *
 * @see icewarp.submission.existing-local-sender-permitted, icewarp.submission.unknown-local-sender-rejected
 */
export const knowsSender = ({ reversePath }: SenderFacts, policy: Policy): boolean =>
  reversePath === null || !isLocal(reversePath, policy) || hasAccount(reversePath, policy)
