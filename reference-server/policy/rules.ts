import { deny, type Decision } from './decision.ts'
import type { RecipientFacts, SenderFacts, SessionFacts } from './facts.ts'
import { keepsToGreylist } from './greylist-rule.ts'
import { rightsOf, type RuleContext } from './rule-context.ts'

/** The moments at which the engine is asked, and the facts it then has. */
export interface Phases {
  readonly connect: SessionFacts
  readonly mail: SenderFacts
  readonly rcpt: RecipientFacts
  /** The message has come; it is about to be taken. */
  readonly message: SenderFacts
}

type Rule<Facts> = (facts: Facts, context: RuleContext) => Decision | undefined

/** Which rule is asked when, in this order. The first that denies settles it; none means permitted. */
export const rules: { readonly [P in keyof Phases]: readonly Rule<Phases[P]>[] } = {
  connect: [],
  mail: [needsSubmissionAuth, needsKnownSender, needsAuthorizedSender, keepsToRate],
  rcpt: [mayRelay, hasMailbox, keepsToGreylist],
  message: [keepsToRate],
}

/** On the submission port nobody sends unauthorized, unless the bypass file frees the reverse-path. */
function needsSubmissionAuth(facts: SenderFacts, context: RuleContext): Decision | undefined {
  const { policy, conduct, files, ask } = context
  if (!ask['submission.applies'](facts, policy)) return undefined
  if (ask['submission.bypasses'](files.bypass, facts, policy)) return undefined
  return ask['rights.authorize'](rightsOf(facts, context), conduct)
    ? undefined
    : deny('submission.auth', 'authRequired')
}

/**
 * A sender of a hosted domain has an account, unless the bypass file frees it: on the submission port whoever sends,
 * on port 25 where nobody is authorized.
 */
function needsKnownSender(facts: SenderFacts, context: RuleContext): Decision | undefined {
  const { policy, conduct, files, ask } = context
  if (!ask['submission.applies'](facts, policy)) {
    if (!ask['submission.checks-port-25'](facts, policy)) return undefined
    if (ask['rights.authorize'](rightsOf(facts, context), conduct)) return undefined
  }
  if (ask['submission.bypasses'](files.bypass, facts, policy)) return undefined
  return ask['submission.knows-sender'](facts, policy)
    ? undefined
    : deny('submission.sender', 'senderUnknown')
}

/** Who claims to be from here has to show that he is. */
function needsAuthorizedSender(facts: SenderFacts, context: RuleContext): Decision | undefined {
  const { policy, conduct, ask } = context
  if (!ask['sender.needs-authorization'](facts, policy)) return undefined
  return ask['rights.authorize'](rightsOf(facts, context), conduct)
    ? undefined
    : deny('sender.local', 'senderUnauthorized')
}

/** So many messages from one address, and no more. */
function keepsToRate(facts: SenderFacts, context: RuleContext): Decision | undefined {
  const { policy, memory, ask, files } = context
  const limit = ask['rate.limit'](policy)
  if (!limit) return undefined
  const times = memory.messages.get(ask['rate.key'](facts)) ?? []
  if (ask['rate.count'](times, facts.now, limit.per) < limit.messages) return undefined
  return ask['rate.is-exempt'](facts, rightsOf(facts, context), policy, files.names)
    ? undefined
    : deny('rate', 'rateExceeded')
}

/** A foreign recipient needs a right, or a host this server receives for. */
function mayRelay(facts: RecipientFacts, context: RuleContext): Decision | undefined {
  const { policy, files, ask } = context
  const { forwardPath } = facts
  if (ask['relay.is-local'](forwardPath, policy) || ask['relay.is-open'](policy)) return undefined
  const denied = deny('relay', 'relayDenied', { words: { domain: ask['relay.refused-host'](facts) } })
  if (ask['relay.is-closed'](policy)) return denied
  if (files.hosts.size > 0 && ask['relay.is-gateway'](forwardPath, files.hosts, policy.relay.trusted)) {
    return undefined
  }
  return ask['relay.suffices'](rightsOf(facts, context)) ? undefined : denied
}

/** A recipient of a hosted domain needs a mailbox. */
function hasMailbox(facts: RecipientFacts, { policy, ask }: RuleContext): Decision | undefined {
  if (!ask['relay.is-local'](facts.forwardPath, policy)) return undefined
  return ask['recipient.is-known'](facts, policy) ? undefined : deny('mailbox', 'userUnknown')
}
