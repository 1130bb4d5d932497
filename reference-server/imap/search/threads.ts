import type { Outline } from './outline.ts'

/** A message and those that follow from it; a place without a message stands for one that is missing. */
export interface Thread {
  outline: Outline | undefined
  parent: Thread | undefined
  children: Thread[]
}

export const threadOf = (outline: Outline | undefined): Thread => ({
  outline,
  parent: undefined,
  children: [],
})

/** When a thread began: where its first message is missing, when the next did. */
export const begunAt = ({ outline, children }: Thread): number =>
  (outline ?? children[0]?.outline)?.sentAt ?? 0

/** By the time they were sent, and else as they stand in the mailbox. */
export const bySent = (one: Thread, other: Thread): number =>
  begunAt(one) - begunAt(other) || numberOf(one) - numberOf(other)

const numberOf = ({ outline, children }: Thread): number => (outline ?? children[0]?.outline)?.number ?? 0

/** All places in threads, each before those that follow from it, however deep they lie. */
export function places(roots: readonly Thread[]): readonly Thread[] {
  const found: Thread[] = []
  const waiting = roots.toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next)
    waiting.push(...next.children.toReversed())
  }
  return found
}

/** Threads as THREAD tells them (RFC 5256 §4): `(2)(3 6 (4 23)(44 7 96))`. */
export function writtenThreads(roots: readonly Thread[]): string {
  const written = new Map<Thread, string>()
  // What follows is written first.
  for (const place of places(roots).toReversed()) {
    const [only, ...more] = place.children.map((child) => written.get(child) ?? '')
    const rest =
      more.length > 0 || !place.outline ? [only, ...more].map((one) => `(${one})`).join('') : (only ?? '')
    written.set(
      place,
      [place.outline?.number, rest].filter((one) => one !== undefined && one !== '').join(' '),
    )
  }
  return roots.map((root) => `(${written.get(root) ?? ''})`).join('')
}

/** Threads of messages with the same subject (RFC 5256 §3): what is later follows from the first. */
export function orderedSubject(outlines: readonly Outline[]): readonly Thread[] {
  const roots = new Map<string, Thread>()
  for (const thread of outlines.map(threadOf).sort(bySent)) {
    const subject = thread.outline?.subject ?? ''
    const root = roots.get(subject)
    if (root) root.children.push(thread)
    else roots.set(subject, thread)
  }
  return [...roots.values()].sort(bySent)
}
