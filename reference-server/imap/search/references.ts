import type { Outline } from './outline.ts'
import { bySent, places, threadOf, type Thread } from './threads.ts'

// Threads by what messages say they answer (RFC 5256 §3, REFERENCES), and then by their subjects.

/** No thread is searched further for a loop. */
const mostSteps = 500

export function references(outlines: readonly Outline[]): readonly Thread[] {
  const all = linked(outlines)
  for (const place of places(all.filter(({ parent }) => !parent)).toReversed()) prune(place)
  const roots = all.filter(({ parent, outline, children }) => !parent && (outline || children.length > 0))
  for (const place of places(roots).toReversed()) place.children.sort(bySent)
  const grouped = groupedBySubject(roots.sort(bySent))
  for (const place of places(grouped).toReversed()) place.children.sort(bySent)
  return grouped.toSorted(bySent)
}

/** Puts each message where it says it belongs. */
function linked(outlines: readonly Outline[]): readonly Thread[] {
  const byId = new Map<string, Thread>()
  const others: Thread[] = []
  const placeOf = (id: string): Thread => {
    const known = byId.get(id) ?? threadOf(undefined)
    byId.set(id, known)
    return known
  }
  for (const outline of outlines) {
    let place = outline.id === undefined ? undefined : placeOf(outline.id)
    // Of two messages with one id, the second has none.
    if (!place || place.outline) others.push((place = threadOf(undefined)))
    place.outline = outline
    let before: Thread | undefined
    for (const reference of outline.references.map(placeOf)) {
      if (before && !reference.parent) follow(reference, before)
      before = reference
    }
    if (before) follow(place, before)
  }
  return [...byId.values(), ...others]
}

/** Has a place follow from another one, unless that follows from it. */
function follow(place: Thread, from: Thread): void {
  let steps = 0
  for (let above: Thread | undefined = from; above; above = above.parent) {
    if (above === place || (steps += 1) > mostSteps) return
  }
  leave(place)
  place.parent = from
  from.children.push(place)
}

function leave(place: Thread): void {
  const siblings = place.parent?.children
  siblings?.splice(siblings.indexOf(place), 1)
  place.parent = undefined
}

/** Takes a place without a message away, unless it holds several threads together. */
function prune(place: Thread): void {
  if (place.outline) return
  const { parent, children } = place
  if (!parent && children.length > 1) return
  leave(place)
  place.children = []
  for (const child of children) {
    child.parent = parent
    parent?.children.push(child)
  }
}

const subjectOf = ({ outline, children }: Thread): Outline | undefined => outline ?? children[0]?.outline

/** Joins threads of one subject. */
function groupedBySubject(roots: readonly Thread[]): readonly Thread[] {
  const first = new Map<string, Thread>()
  for (const root of roots) {
    const head = subjectOf(root)
    if (!head?.subject) continue
    const known = first.get(head.subject)
    const isBetter =
      known && ((known.outline && !root.outline) || (subjectOf(known)?.isAnswer && !head.isAnswer))
    if (!known || isBetter) first.set(head.subject, root)
  }
  const joined = new Map<Thread, Thread>()
  for (const root of roots) {
    const head = subjectOf(root)
    const known = head?.subject ? first.get(head.subject) : undefined
    if (!head || !known || known === root) continue
    join(root, known, { head, joined })
  }
  return roots.flatMap((root) => (root.parent ? [] : [joined.get(root) ?? root]))
}

function join(
  root: Thread,
  known: Thread,
  { head, joined }: { readonly head: Outline; readonly joined: Map<Thread, Thread> },
): void {
  const into = joined.get(known) ?? known
  if (!into.outline && !root.outline) {
    for (const child of root.children) adopt(child, into)
    root.children = []
    root.parent = into
  } else if (!into.outline || (head.isAnswer && !subjectOf(known)?.isAnswer)) adopt(root, into)
  else {
    // Neither answers the other: both follow from a message that is missing.
    const both = threadOf(undefined)
    joined.set(known, both)
    adopt(known, both)
    known.parent = undefined
    adopt(root, both)
  }
}

function adopt(place: Thread, into: Thread): void {
  place.parent = into
  into.children.push(place)
}
