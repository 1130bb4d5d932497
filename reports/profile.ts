import { z } from 'zod'
import { parseJson } from './parse-json.ts'

// What a server was measured to do: the policy profile, as `profile.json` in the folder of a probe.

const written = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()])

const value = z.union([
  z.strictObject({ is: written }).readonly(),
  z.strictObject({ between: z.tuple([written, written]).readonly() }).readonly(),
  z.strictObject({ beyond: written }).readonly(),
  z.strictObject({ unknown: z.string() }).readonly(),
])

const shown = z.strictObject({ session: z.string(), line: z.int() }).readonly()

const finding = z.strictObject({ what: z.string(), value, shown: z.array(shown).readonly() }).readonly()

const profileSchema = z
  .strictObject({
    version: z.literal(1),
    target: z.string(),
    measuredAt: z.iso.datetime(),
    probes: z
      .array(
        z
          .strictObject({
            name: z.string(),
            title: z.string(),
            /** The path of its evidence within the folder; null where it sent nothing. */
            evidence: z.string().nullable(),
            findings: z.array(finding).readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()

/** A server as it was measured: each value with the sessions that show it. */
export type PolicyProfile = z.infer<typeof profileSchema>

/** A value as a policy document writes it: `restricted`, `30m`, 20. */
export type Written = z.infer<typeof written>

/**
 * What was measured. `is`: this value. `between`: no less than the first and less than the second, as far as patience
 * went. `beyond`: nothing happened up to here, and nothing further was tried. `unknown`: it could not be measured.
 */
export type MeasuredValue = z.infer<typeof value>

/**
 * One value, and the lines of sessions that show it. `what` is a setting, `relay.mode`, or a name of its own where no
 * policy has one, `offers.mx`.
 */
export type Finding = z.infer<typeof finding>

/** The line of a session that shows a value; -1 where it said nothing. */
export type Shown = z.infer<typeof shown>

/** Reads `profile.json`. @throws SyntaxError in one line */
export function readProfile(text: string): PolicyProfile {
  const read = profileSchema.safeParse(parseJson(text))
  if (read.success) return read.data
  const [first] = read.error.issues
  throw new SyntaxError(`not a policy profile: ${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`)
}

/** A value in words: `30m`, `16m to 32m`, `no limit up to 200`, `unknown, because …`. */
export function valueInWords(measured: MeasuredValue): string {
  if ('unknown' in measured) return `unknown, because ${measured.unknown}`
  if ('between' in measured) return `${inWords(measured.between[0])} to ${inWords(measured.between[1])}`
  if ('beyond' in measured) return `no limit up to ${inWords(measured.beyond)}`
  return inWords(measured.is)
}

function inWords(one: Written): string {
  if (typeof one === 'boolean') return one ? 'yes' : 'no'
  return typeof one === 'object' ? one.join(', ') || 'none' : String(one)
}

/** Every value by its name, in words. */
export const valuesOf = ({ probes }: PolicyProfile): ReadonlyMap<string, string> =>
  new Map(
    probes.flatMap(({ findings }) =>
      findings.map(({ what, value: measured }) => [what, valueInWords(measured)] as const),
    ),
  )

/** A value that is another one than before; undefined where it was not, or is not, measured. */
export interface Change {
  readonly what: string
  readonly before: string | undefined
  readonly now: string | undefined
}

/** What is different when a server is measured again; values that only one of the two asked for are left out. */
export function changesSince(before: PolicyProfile, now: PolicyProfile): readonly Change[] {
  const [then, today] = [valuesOf(before), valuesOf(now)]
  const names = (profile: PolicyProfile) => profile.probes.map(({ name }) => name)
  const both = new Set(names(before).filter((name) => names(now).includes(name)))
  const asked = [before, now].flatMap(({ probes }) =>
    probes.filter(({ name }) => both.has(name)).flatMap(({ findings }) => findings.map(({ what }) => what)),
  )
  return [...new Set(asked)]
    .map((what) => ({ what, before: then.get(what), now: today.get(what) }))
    .filter((change) => change.before !== change.now)
}
