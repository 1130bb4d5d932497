import type { SessionKey } from './facts.ts'

/** What is noted about each session, from one decision to the next. A note ends with its session. */
export interface SessionNote<Value> {
  of(session: SessionKey): Value
  write(session: SessionKey, value: Value): void
}

/**
 * Declares a note that is kept for each session.
 *
 * @param blank what is noted of a session that nothing was written about
 */
export function sessionNote<Value>(blank: Value): SessionNote<Value> {
  const notes = new WeakMap<SessionKey, { readonly value: Value }>()
  return {
    of: (session) => {
      const note = notes.get(session)
      return note ? note.value : blank
    },
    write: (session, value) => void notes.set(session, { value }),
  }
}
