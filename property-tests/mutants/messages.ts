import { z } from 'zod'

// What the run and its workers tell each other. A worker does one thing at a time and says when it is done.

const check = z.object({ by: z.enum(['story', 'test']), id: z.string() })

const effort = z.object({ busy: z.number(), idle: z.number() })

const asked = check.extend({
  /** What it takes on a sound server. */
  effort,
  /** How often the check passes the mutant on a sound server. */
  hits: z.number(),
})

const task = z.discriminatedUnion('ask', [
  /** Which tests are in a file? */
  z.object({ ask: z.literal('tests'), file: z.string() }),
  /** What does a check run over, and does it hold, without a mutant? */
  z.object({ ask: z.literal('clean'), check }),
  /** Which of some checks is the first to notice a mutant? */
  z.object({
    ask: z.literal('mutant'),
    mutant: z.string(),
    /** Its file, when it is passed while modules are loaded: that one and what builds on it are loaded again for it. */
    loads: z.string().optional(),
    checks: z.array(asked),
  }),
])

const report = z.discriminatedUnion('told', [
  /** It is loaded, and these mutants were passed on the way. */
  z.object({ told: z.literal('ready'), atLoad: z.array(z.string()) }),
  /** It goes on with what it does. */
  z.object({ told: z.literal('alive') }),
  /** It is about to run this. */
  z.object({ told: z.literal('running'), check }),
  z.object({ told: z.literal('tests'), tests: z.array(z.string()), problem: z.string().optional() }),
  z.object({
    told: z.literal('clean'),
    effort,
    hits: z.record(z.string(), z.number()),
    /** Why it cannot be asked. */
    problem: z.string().optional(),
  }),
  /** The worker itself is wrong: nothing can be said of the mutant. */
  z.object({ told: z.literal('fault'), why: z.string() }),
  z.object({
    told: z.literal('mutant'),
    kill: check.extend({ manner: z.enum(['breaks', 'crash', 'hang']), why: z.string() }).optional(),
    /** What noticed the mutant no longer holds without it: this process is spoilt. */
    isSpoilt: z.boolean(),
  }),
])

export type Task = z.infer<typeof task>
export type Report = z.infer<typeof report>
export type AskedCheck = z.infer<typeof asked>

export const readTask = (message: unknown): Task => task.parse(message)
export const readReport = (message: unknown): Report => report.parse(message)
