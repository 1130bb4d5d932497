import type { Conduct } from './conduct.ts'
import { permit, type Decision } from './decision.ts'
import type { Policy } from './document/document.ts'
import { noFiles, type Instant, type Path, type Phase, type Phases, type ProductFiles } from './facts.ts'
import { createMemory, type Memory } from './memory.ts'
import { lookUpNeeds, noLookUps, type LookUps } from './needs.ts'
import type { Rule, RuleContext } from './rule.ts'
import { rules as allRules } from './rules.ts'
import { policySeams, type PolicySeams } from './seams.ts'

/**
 * Decides for one server: facts in, decision out. It remembers only what one session must know about another, and the
 * time is passed in.
 */
export interface Engine {
  readonly policy: Policy
  readonly files: ProductFiles
  /**
   * Decides, and learns from the decision. The answer is synchronous unless something has to be looked up for the
   * session first.
   */
  decide<P extends Phase>(phase: P, facts: Phases[P]): Decision | Promise<Decision>
  /** Is told that a connection has ended; once for each that was to be greeted. */
  ended(facts: Phases['end']): void
  /** Whether AUTH is offered on a port, as the policy numbers ports. */
  offersAuth(port: number): boolean
  /** Whether mail for a path stays here. */
  isLocal(path: Path): boolean
  /** Follows another policy from the next decision on, as far as changes take effect at once; memories stay. */
  adopt(policy: Policy): void
  /** Uses other files from the next decision on. */
  adoptFiles(files: Partial<ProductFiles>): void
  /** Brings into force what waited for a restart of the service. */
  restart(): void
}

/** What an engine is built from, besides its policy. */
export interface EngineParts {
  readonly ask?: PolicySeams
  readonly memory?: Memory
  readonly lookUps?: LookUps
  readonly rules?: readonly Rule[]
}

/** Builds the engine for a policy. The cost of a decision does not grow with what is remembered. */
export function createEngine(
  policy: Policy,
  conduct: Conduct,
  { ask = policySeams, memory = createMemory(), lookUps = noLookUps, rules = allRules }: EngineParts = {},
): Engine {
  let context: RuleContext = { policy, conduct, memory, ask, files: noFiles }
  let adopted = policy
  const rulesAt = phaseTable(rules)

  function decide<P extends Phase>(phase: P, facts: Phases[P]): Decision | Promise<Decision> {
    for (const { needs, decides } of rulesAt[phase]) {
      const pending = needs && lookUpNeeds(needs, facts, context.policy, lookUps)
      if (pending) return decideThen(phase, facts, pending)
      const denial = decides?.[phase]?.(facts, context)
      if (denial) return learned(phase, facts, denial)
    }
    return learned(phase, facts, permit)
  }

  /** Time has passed when something is looked up, and other sessions may have been decided: all rules are asked again. */
  const decideThen = <P extends Phase>(phase: P, facts: Phases[P], pending: Promise<Instant>) =>
    pending.then((now) => decide(phase, { ...facts, now }))

  function learned<P extends Phase>(phase: P, facts: Phases[P], decision: Decision): Decision {
    for (const { learns } of rulesAt[phase]) learns?.[phase]?.(facts, decision, context)
    memory.sweep(facts.now, context.policy)
    return decision
  }

  return {
    get policy() {
      return context.policy
    },
    get files() {
      return context.files
    },
    decide,
    ended: (facts) => void learned('end', facts, permit),
    offersAuth: (port) =>
      ask['auth.counts'](context.policy, conduct) && !ask['auth.is-withdrawn']({ port }, context.policy),
    isLocal: (path) => ask['relay.is-local'](path, context.policy),
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

/** The rules that decide or learn at each phase, in order. */
function phaseTable(rules: readonly Rule[]): Readonly<Record<Phase, readonly Rule[]>> {
  const at = (phase: Phase): readonly Rule[] =>
    rules.filter(({ decides, learns }) => decides?.[phase] ?? learns?.[phase])
  return {
    connect: at('connect'),
    mail: at('mail'),
    rcpt: at('rcpt'),
    message: at('message'),
    'command-failed': at('command-failed'),
    login: at('login'),
    end: at('end'),
  }
}
