import { resolved } from './address-list.ts'
import type { Conduct } from './conduct.ts'
import type { Policy } from './document.ts'
import type { Memory, ProductFiles, SenderFacts } from './facts.ts'
import type { Rights } from './relay.ts'
import type { Seams } from './seams.ts'

/** What rules may look at besides the facts. */
export interface RuleContext {
  readonly policy: Policy
  readonly conduct: Conduct
  readonly files: ProductFiles
  readonly memory: Memory
  readonly ask: Seams
}

/** The rights of a session, as far as it has announced itself. */
export function rightsOf(facts: SenderFacts, { policy, conduct, memory, ask, files }: RuleContext): Rights {
  const authCounts = ask['auth.counts'](policy, conduct)
  const cancelled = authCounts && ask['relay.is-address-cancelled'](facts, policy)
  const trusted = ask['trust.counts'](policy, conduct) && !cancelled
  const { trustedEntries } = policy.relay
  const named = resolved(policy.relay.trusted, files.names)
  const { window } = policy.popBeforeSmtp
  const isOpen = (): boolean =>
    ask['pop-window.is-open'](memory.logins, ask['pop-window.key'](facts), facts.now, window)
  return {
    authenticated: authCounts && ask['relay.is-authenticated'](facts),
    trustedAddress: trusted && ask['relay.trusts'](named, facts.address),
    trustedSender: trusted && trustedEntries.length > 0 && ask['relay.trusts-entry'](trustedEntries, facts),
    window:
      !cancelled && ask['pop-window.is-offered'](policy) && ask['pop-window.holds'](facts, isOpen(), conduct),
  }
}
