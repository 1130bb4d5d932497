import type { Chance } from './chance.ts'

/** A small change of a dialogue. */
type Mutation = (steps: readonly string[], chance: Chance) => readonly string[]

/** Changes one step. */
const inOne =
  (change: (step: string, chance: Chance) => string): Mutation =>
  (steps, chance) => {
    const at = chance.below(steps.length)
    return steps.map((step, index) => (index === at ? change(step, chance) : step))
  }

/** Octets that parsers care for. */
const telling = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  '.',
  ' ',
  '\t',
  '"',
  '\\',
  '(',
  ')',
  '<',
  '>',
  '@',
  ':',
  ',',
  '*',
  '%',
  '{',
  '}',
  '[',
  ']',
  '{1}',
  '{1+}',
  '{99999999999}',
  '\x7f',
  '\x80',
  '\xff',
  'ſ',
  '=',
] as const
const numbers = [
  '0',
  '-1',
  '1',
  '4294967295',
  '4294967296',
  '9007199254740993',
  '99999999999999999999',
  '1e9',
  '0x10',
  '',
] as const

const mutations: readonly Mutation[] = [
  // An octet becomes another.
  inOne((step, chance) => {
    const at = chance.below(step.length)
    return step.slice(0, at) + String.fromCharCode(chance.below(256)) + step.slice(at + 1)
  }),
  // Something significant is inserted.
  inOne((step, chance) => {
    const at = chance.below(step.length + 1)
    return step.slice(0, at) + chance.pick(telling).repeat(chance.length(200)) + step.slice(at)
  }),
  // A piece is removed, doubled, or made longer.
  inOne((step, chance) => {
    const at = chance.below(step.length)
    return step.slice(0, at) + step.slice(at + chance.length(20))
  }),
  inOne((step, chance) => {
    const at = chance.below(step.length)
    const piece = step.slice(at, at + chance.length(20))
    return step.slice(0, at) + piece.repeat(chance.length(2000)) + step.slice(at)
  }),
  // A number becomes one at an end of its range.
  inOne((step, chance) => step.replace(/\d+/, chance.pick(numbers))),
  // Letters change their case, line ends their form.
  inOne((step) =>
    step.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase())),
  ),
  inOne((step, chance) => step.replaceAll('\r\n', chance.pick(['\n', '\r', '\n\r', '\r\r\n', '']))),
  // Steps are left out, said twice, said at once, told in another order, or cut short.
  (steps, chance) => steps.toSpliced(chance.below(steps.length), 1),
  (steps, chance) => {
    const at = chance.below(steps.length)
    return steps.toSpliced(at, 0, ...Array<string>(chance.length(50)).fill(steps[at] ?? ''))
  },
  (steps) => [steps.join('')],
  (steps, chance) => {
    const at = chance.below(steps.length)
    return [...steps.slice(at), ...steps.slice(0, at)]
  },
  (steps, chance) => {
    const at = chance.below(steps.length)
    return [...steps.slice(0, at), (steps[at] ?? '').slice(0, chance.below((steps[at] ?? '').length + 1))]
  },
]

/** The length of the longest dialogue that is made, in characters. */
const most = 200_000

/** A dialogue with one to four small changes; those of the same chance are the same. */
export function mutated(steps: readonly string[], chance: Chance): readonly string[] {
  let changed = steps
  for (let left = 1 + chance.below(4); left > 0 && changed.length > 0; left -= 1) {
    const next = chance.pick(mutations)(changed, chance)
    if (next.join('').length <= most) changed = next
  }
  return changed
}

/** A dialogue that begins as one and ends as another. */
export const crossed = (
  one: readonly string[],
  other: readonly string[],
  chance: Chance,
): readonly string[] => [
  ...one.slice(0, chance.below(one.length + 1)),
  ...other.slice(chance.below(other.length + 1)),
]
