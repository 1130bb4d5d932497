import type { PolicyDocument } from '#policy-document'

/** What to make of the numbers of a policy: of those that count something, and of spans of time in their own unit. */
interface Changes {
  readonly count: (number: number) => number
  readonly span: (number: number) => number
}

/** A policy with other numbers. Ports stay as they are, and so do sizes. */
export const withNumbers = (policy: PolicyDocument, changes: Changes): PolicyDocument =>
  Object.fromEntries(
    Object.entries(policy).map(([group, settings]) => [
      group,
      isGroup(settings) ? inGroup(settings, changes) : settings,
    ]),
  )

/** How many numbers a policy names. */
export function numbersIn(policy: PolicyDocument): number {
  let found = 0
  const counted = (number: number): number => {
    found++
    return number
  }
  withNumbers(policy, { count: counted, span: counted })
  return found
}

const inGroup = (
  settings: Readonly<Record<string, unknown>>,
  changes: Changes,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, changed(name, value, changes)]))

function changed(name: string, value: unknown, { count, span }: Changes): unknown {
  if (typeof value === 'number') return /port|size/i.test(name) ? value : count(value)
  const [, number, unit] = typeof value === 'string' ? (/^(\d+)([smhd])$/.exec(value) ?? []) : []
  return number === undefined ? value : `${span(Number(number))}${unit}`
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
