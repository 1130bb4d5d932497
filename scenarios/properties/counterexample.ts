import { z } from 'zod'
import type { Step } from './models/step.ts'
import type { Property } from './property.ts'
import type { Sample } from './search.ts'

const who = z.enum(['laptop', 'neighbour', 'office'])
const name = z.enum(['alice', 'bob'])
const service = z.enum(['pop3', 'imap'])
const door = z.enum(['mx', 'submission'])
const mail = { who, from: z.string().nullable(), to: z.array(z.string()).min(1) }
const span = { span: z.number().nonnegative(), beside: z.enum(['less', 'more']).exactOptional() }

/** The steps of stories as files have them. */
const step = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('logs-in'), who, service, as: name, works: z.boolean() }),
  z.strictObject({ is: z.literal('stays'), who, service, as: name }),
  z.strictObject({ is: z.enum(['leaves', 'resets', 'quits']), who }),
  z.strictObject({ is: z.literal('passes'), ...span }),
  z.strictObject({ is: z.literal('ages'), back: z.number(), ...span }),
  z.strictObject({ is: z.enum(['offers', 'sends']), ...mail, door, as: name.exactOptional() }),
  z.strictObject({ is: z.literal('opens'), who, door }),
  z.strictObject({ is: z.literal('proves'), who, as: name, works: z.boolean() }),
  z.strictObject({ is: z.literal('changes'), change: z.int().min(0) }),
  z.strictObject({ is: z.literal('restarts') }),
  z.strictObject({ is: z.literal('moves'), host: z.string(), at: z.array(who) }),
  z.strictObject({ is: z.enum(['offers-there', 'sends-there']), ...mail }),
]) satisfies z.ZodType<Step>

/** A counterexample as it is kept: told again before any other story, wherever its property is asked. */
export interface KeptCounterexample extends Sample {
  readonly version: 1
  readonly property: string
  readonly setting: string
  /** Where it was found, and with which seed. */
  readonly found: { readonly on: string; readonly seed: number }
  /** The story in words, and what surprised at its end. */
  readonly says: readonly string[]
}

const file = z.strictObject({
  version: z.literal(1),
  property: z.string(),
  setting: z.string(),
  found: z.strictObject({ on: z.string(), seed: z.number() }),
  says: z.array(z.string()),
  story: z.array(step),
  twist: z.unknown(),
}) satisfies z.ZodType<KeptCounterexample>

/**
 * Reads a kept counterexample.
 *
 * @returns it, or what is wrong with the file
 */
export function readCounterexample(parsed: unknown): KeptCounterexample | { readonly problem: string } {
  const read = file.safeParse(parsed)
  if (read.success) return read.data
  return { problem: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') }
}

/** What is to be tried of the kept ones for one property in one setting. @throws RangeError for a twist it cannot have */
export const samplesFor = (
  property: Property,
  setting: string,
  kept: readonly KeptCounterexample[],
): readonly Sample[] =>
  kept
    .filter((each) => each.property === property.name && each.setting === setting)
    .map(({ story, twist }) => {
      const read = property.twist.safeParse(twist)
      if (!read.success) throw new RangeError(`${property.name} has no twist ${JSON.stringify(twist)}`)
      return { story, twist: read.data }
    })
