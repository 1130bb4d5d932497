/** A problem in a document: where it is, what is wrong and what would be right. It never contains a password. */
export interface Problem {
  /** `ipGroups.spared[1]`, `accounts["alice@local.test"].password`. */
  readonly path: string
  readonly text: string
}

/** The position of a value in a document: keys and list positions, outermost first. */
export type Path = readonly (string | number)[]

/** Writes a path as people do; keys that are not plain words are put in brackets. */
export const printPath = (path: Path): string =>
  path
    .map((step) => (/^[A-Za-z_][\w-]*$/.test(String(step)) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join('')
    .replace(/^\./, '')

/** Says what kind of value a document holds, without showing it. */
export function kindOfValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return 'a text'
  return typeof value === 'boolean' ? 'a switch' : `a ${typeof value}`
}

/** Shows a value of a document, if it is short and plain. Not for values that may be secret. */
export function seen(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return kindOfValue(value)
}

function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of from.split('').entries()) {
    const next = [index + 1]
    for (const [column, other] of to.split('').entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

const lastWord = (key: string): string => key.slice(key.lastIndexOf('.') + 1)

/** How far a mistyped key is from a known one: one name that begins the other is near, whatever follows. */
function farness(mistyped: string, known: string): number {
  const [from, to] = [lastWord(mistyped).toLowerCase(), lastWord(known).toLowerCase()]
  const begins = Math.min(from.length, to.length) >= 4 && (from.startsWith(to) || to.startsWith(from))
  const section = mistyped.slice(0, -from.length) === known.slice(0, -to.length) ? 0 : 0.5
  return (begins ? 1 : distance(from, to)) + section
}

/**
 * The known key that a mistyped one probably means; sections weigh less than the last word.
 *
 * @returns undefined when nothing is similar: more than a third of the word differs
 */
export function nearestKey(mistyped: string, known: Iterable<string>): string | undefined {
  let best: { key: string; far: number } | undefined
  for (const key of known) {
    const far = farness(mistyped, key)
    if (far < (best?.far ?? Math.max(2, lastWord(mistyped).length / 3) + 0.6)) best = { key, far }
  }
  return best?.key
}
