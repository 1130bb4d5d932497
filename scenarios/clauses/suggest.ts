const mostSuggested = 3

/**
 * The candidates someone may have meant by a word that is none of them, nearest first, at most three.
 *
 * A candidate is near when few letters have to change, or when it contains the word: `suggest('kerio.relay.pop-grant',
 * ids)` and `suggest('pop3-grant', ids)` both find `kerio.relay.pop3-grant`. Letter case does not count.
 */
export function suggest(word: string, candidates: readonly string[]): string[] {
  const wanted = word.toLowerCase()
  const farthest = Math.max(1, Math.floor(wanted.length / 4))
  return candidates
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= farthest)
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate, 'en'))
    .slice(0, mostSuggested)
    .map(({ candidate }) => candidate)
}

const shortestPart = 3

/** A candidate that contains the word is as near as one slip of the finger. */
function distanceTo(wanted: string, candidate: string): number {
  const letters = editDistance(wanted, candidate)
  return wanted.length >= shortestPart && candidate.includes(wanted) ? Math.min(1, letters) : letters
}

/** How many letters must be put in, left out, changed or swapped with their neighbour. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + changed,
        swapped ? at(beforeLast, column - 2) + 1 : Infinity,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

const at = (distances: readonly number[], column: number) => distances[column] ?? Infinity
