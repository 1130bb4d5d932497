// The subject a conversation has, without what replies and forwarding put around it (RFC 5256 §2.1).

const blob = String.raw`\[[^[\]]*\]\s*`
const leader = new RegExp(`^(?:${blob})*(?:re|fwd?)\\s*(?:${blob})?:\\s*`, 'i')
const blobAndMore = new RegExp(`^${blob}(?=\\S)`)
const trailer = /\s*\(fwd\)$/i
const forwarded = /^\[fwd:(.*)\]$/i

/** No subject is read further. */
const longest = 1000

/** A subject as it is compared, and whether it was one of a reply or of something forwarded. */
export interface BaseSubject {
  readonly base: string
  readonly isAnswer: boolean
}

/** Good: `Re: [list] tea (fwd)` gives `tea`. */
export function baseSubject(subject: string): BaseSubject {
  let text = subject.slice(0, longest).replaceAll(/\s+/g, ' ').trim()
  let isAnswer = false
  for (;;) {
    const rest = text.replace(trailer, '').replace(leader, '').replace(forwarded, '$1').trim()
    if (rest !== text) isAnswer = true
    const next = rest === text ? text.replace(blobAndMore, '') : rest
    if (next === text) return { base: text, isAnswer }
    text = next
  }
}
