import type { Conduct } from './conduct.ts'
import { permit, type Decision } from './decision.ts'
import type { Policy } from './document.ts'
import {
  emptyMemory,
  noFiles,
  type Instant,
  type LoginFacts,
  type Memory,
  type MessageFacts,
  type ProductFiles,
  type RecipientFacts,
} from './facts.ts'
import { learnGreylist } from './greylist-rule.ts'
import { rightsOf, type RuleContext } from './rule-context.ts'
import { rules, type Phases } from './rules.ts'
import { seams as plainSeams, type Seams } from './seams.ts'
import { isWithin } from './span.ts'
import { sweepOf } from './sweep.ts'

/**
 * The judge of one server: facts in, decision out. It remembers what one session must know of another, and nothing
 * else; it is told the time and never asks for it.
 */
export interface Engine {
  readonly policy: Policy
  readonly files: ProductFiles
  readonly ask: Seams
  decide<P extends keyof Phases>(phase: P, facts: Phases[P]): Decision
  /** Whether AUTH is offered on a port, as the policy numbers ports. */
  offersAuth(port: number): boolean
  /** Whether the POP-before-SMTP window of an address is open: what a session starts with. */
  isWindowOpen(address: string, now: Instant): boolean
  /** Takes note of a POP3 or IMAP login that worked. */
  learnLogin(login: LoginFacts): void
  /** Takes note of what became of a recipient, for the grey list. */
  learnRecipient(facts: RecipientFacts, decision: Decision): void
  /** Takes note of a message taken, for the rates. */
  learnMessage(facts: MessageFacts): void
  /** Goes by another policy from the next question on, as far as changes act at once; what was remembered stays. */
  adopt(policy: Policy): void
  /** Goes by other files from the next question on. */
  adoptFiles(files: Partial<ProductFiles>): void
  /** Brings into force what waited for a restart of the service. */
  restart(): void
}

/** Builds the engine for a policy. The cost of a decision does not grow with what is remembered. */
export function createEngine(
  policy: Policy,
  conduct: Conduct,
  { ask = plainSeams, memory = emptyMemory() }: { ask?: Seams; memory?: Memory } = {},
): Engine {
  let context: RuleContext = { policy, conduct, memory, ask, files: noFiles }
  let adopted = policy
  const { attempts, senders, servers } = memory.greylist
  const sweepLogins = sweepOf(memory.logins)
  const sweepMessages = sweepOf(memory.messages)
  const sweepGreylist = [attempts, senders, servers].map(sweepOf)
  return {
    get policy() {
      return context.policy
    },
    get files() {
      return context.files
    },
    ask,
    decide: (phase, facts) => {
      for (const rule of rules[phase]) {
        const decision = rule(facts, context)
        if (decision && !decision.permits) return decision
      }
      return permit(phase)
    },
    offersAuth: (port) =>
      ask['auth.counts'](context.policy, conduct) && !ask['auth.is-withdrawn']({ port }, context.policy),
    isWindowOpen: (address, now) =>
      ask['pop-window.is-offered'](context.policy) &&
      ask['pop-window.is-open'](
        memory.logins,
        ask['pop-window.key']({ address }),
        now,
        context.policy.popBeforeSmtp.window,
      ),
    learnLogin: (login) => {
      const { policy: current } = context
      if (ask['pop-window.is-offered'](current) && ask['pop-window.counts'](login, current)) {
        ask['pop-window.open'](memory.logins, ask['pop-window.key'](login), login.at)
        sweepLogins((at) => !isWithin(at, current.popBeforeSmtp.window, login.at))
      }
    },
    learnRecipient: (facts, decision) => {
      learnGreylist(facts, decision, context)
      const { enabled, retention } = context.policy.greylist
      if (enabled) for (const sweep of sweepGreylist) sweep((at) => !isWithin(at, retention, facts.now))
    },
    learnMessage: (facts) => {
      const { policy: current, files } = context
      const limit = ask['rate.limit'](current)
      if (!limit || ask['rate.is-exempt'](facts, rightsOf(facts, context), current, files.names)) return
      ask['rate.remember'](memory.messages, ask['rate.key'](facts), facts, limit.per)
      sweepMessages((times) => !isWithin(times.at(-1) ?? -Infinity, limit.per, facts.now))
    },
    adopt: (next) => {
      adopted = next
      context = { ...context, policy: ask['lists.in-force'](context.policy, next) }
    },
    adoptFiles: (files) => {
      context = { ...context, files: { ...context.files, ...files } }
    },
    restart: () => {
      context = { ...context, policy: adopted }
    },
  }
}
