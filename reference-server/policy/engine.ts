import { deny, permit, type Decision } from './decision.ts'
import type { Policy } from './document.ts'
import type { LoginFacts, Memory, Path, RecipientFacts, SessionFacts } from './facts.ts'
import { seams as plainSeams, type Seams } from './seams.ts'

/** What rules may look at besides the facts. */
export interface RuleContext {
  readonly policy: Policy
  readonly memory: Memory
  readonly ask: Seams
}

type Rule<Facts> = (facts: Facts, context: RuleContext) => Decision | undefined

/** The moments at which the engine is asked, and the facts it then has. */
interface Phases {
  readonly connect: SessionFacts
  readonly mail: SessionFacts & { readonly reversePath: Path | null }
  readonly rcpt: RecipientFacts
}

export type Phase = keyof Phases

/** Which rule is asked when, in this order. The first that denies settles it; none means permitted. */
type RuleTable = { readonly [P in Phase]: readonly Rule<Phases[P]>[] }

const rules: RuleTable = {
  connect: [],
  mail: [],
  rcpt: [mayRelay, hasMailbox],
}

/**
 * The judge of one server: facts in, decision out. It remembers what one session must know of another, and nothing
 * else; it is told the time and never asks for it.
 */
export interface Engine {
  readonly policy: Policy
  decide<P extends Phase>(phase: P, facts: Phases[P]): Decision
  /** Takes note of a POP3 or IMAP login that worked. */
  learnLogin(login: LoginFacts): void
  /** Goes by another policy from the next question on; what was remembered stays. */
  adopt(policy: Policy): void
  readonly ask: Seams
}

/** Builds the engine for a policy. The cost of a decision does not grow with what is remembered. */
export function createEngine(
  policy: Policy,
  { ask = plainSeams, memory = { logins: new Map() } }: { ask?: Seams; memory?: Memory } = {},
): Engine {
  let context: RuleContext = { policy, memory, ask }
  return {
    get policy() {
      return context.policy
    },
    ask,
    decide: (phase, facts) => {
      for (const rule of rules[phase]) {
        const decision = rule(facts, context)
        if (decision && !decision.permits) return decision
      }
      return permit(phase)
    },
    learnLogin: (login) => {
      const { policy: current } = context
      if (ask['pop-window.is-offered'](current) && ask['pop-window.counts'](login, current)) {
        ask['pop-window.open'](memory.logins, ask['pop-window.key'](login), login.at)
      }
    },
    adopt: (next) => {
      context = { ...context, policy: next }
    },
  }
}

/** A foreign recipient needs a right: an open server, AUTH, an address of the group, or an open window. */
function mayRelay(facts: RecipientFacts, { policy, memory, ask }: RuleContext): Decision | undefined {
  const { forwardPath } = facts
  if (ask['relay.is-local'](forwardPath, policy)) return undefined
  const cancelled = ask['auth.counts'](policy) && ask['relay.is-address-cancelled'](facts, policy)
  const grounds = {
    open: ask['relay.is-open'](policy),
    authenticated: ask['auth.counts'](policy) && ask['relay.is-authenticated'](facts),
    trustedAddress: !cancelled && ask['relay.trusts'](policy.relay.trusted, facts.address),
    window:
      !cancelled &&
      ask['pop-window.is-offered'](policy) &&
      ask['pop-window.is-open'](
        memory.logins,
        ask['pop-window.key'](facts),
        facts.now,
        policy.popBeforeSmtp.window,
      ),
  }
  return ask['relay.suffices'](grounds)
    ? undefined
    : deny('relay', 'relayDenied', { words: { domain: forwardPath.domain } })
}

function hasMailbox(facts: RecipientFacts, { policy, ask }: RuleContext): Decision | undefined {
  if (!ask['relay.is-local'](facts.forwardPath, policy)) return undefined
  return ask['recipient.is-known'](facts, policy) ? undefined : deny('mailbox', 'userUnknown')
}
