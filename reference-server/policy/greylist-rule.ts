import { deny, type Decision } from './decision.ts'
import type { Instant, RecipientFacts } from './facts.ts'
import { rightsOf, type RuleContext } from './rule-context.ts'

/** A recipient here who is written to by nobody known has to be written to again, after a while. */
export function keepsToGreylist(facts: RecipientFacts, context: RuleContext): Decision | undefined {
  if (!isGreylisted(facts, context)) return undefined
  const { policy, memory, ask } = context
  const { delay, retention } = policy.greylist
  const { attempts, senders, servers } = memory.greylist
  const kept = (seen: Map<string, Instant>, key: string): Instant | undefined => {
    const at = seen.get(key)
    return ask['greylist.is-kept'](at, facts.now, retention) ? at : undefined
  }
  const sender = ask['greylist.sender'](facts)
  if (sender !== undefined && kept(senders, sender) !== undefined) return undefined
  if (kept(servers, ask['greylist.server'](facts)) !== undefined) return undefined
  const first = kept(attempts, ask['greylist.attempt'](facts))
  return ask['greylist.has-waited'](first, facts.now, delay) ? undefined : deny(rule, 'greylisted')
}

/** Takes note of what became of a recipient: of a first attempt, and of sender and server when they have passed. */
export function learnGreylist(facts: RecipientFacts, decision: Decision, context: RuleContext): void {
  const deferred = !decision.permits && decision.by === rule
  if (!(decision.permits || deferred) || !isGreylisted(facts, context)) return
  const { policy, memory, ask } = context
  const { attempts, senders, servers } = memory.greylist
  if (deferred) {
    const attempt = ask['greylist.attempt'](facts)
    ask['greylist.remember-attempt'](attempts, attempt, facts.now, policy.greylist.retention)
    return
  }
  const sender = ask['greylist.sender'](facts)
  if (sender !== undefined) ask['greylist.remember-passed'](senders, sender, facts.now)
  ask['greylist.remember-passed'](servers, ask['greylist.server'](facts), facts.now)
}

const rule = 'greylist'

/** Tells whether the grey list has a say: it keeps mail from mailboxes here, and mail that leaves is none of it. */
const isGreylisted = (facts: RecipientFacts, context: RuleContext): boolean => {
  const { policy, conduct, ask } = context
  return (
    ask['greylist.is-on'](policy) &&
    ask['relay.is-local'](facts.forwardPath, policy) &&
    !ask['greylist.spares'](rightsOf(facts, context), conduct)
  )
}
