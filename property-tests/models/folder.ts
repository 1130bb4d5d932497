// A folder as a plain list, and sessions that compare what they know with that list, message by message.

interface ModelMessage {
  readonly uid: number
  readonly flags: string
}

interface ModelSession {
  readonly isReadOnly: boolean
  /** The messages that the session was told of, with their flags as it was told. */
  known: ModelMessage[]
  uidNext: number
  readonly recent: Set<number>
}

/** What a session has to be told. */
export interface ModelNews {
  readonly expunged: readonly number[]
  readonly expungedUids: readonly number[]
  /** What it has to be told; it does no harm if it also hears of flags that came and went. */
  readonly changed: readonly { readonly number: number; readonly flags: string }[]
  readonly arrived: number
}

export interface ModelFolder {
  messages: ModelMessage[]
  uidNext: number
  recentFrom: number
  readonly sessions: (ModelSession | undefined)[]
}

export const emptyFolder = (sessions: number): ModelFolder => ({
  messages: [],
  uidNext: 1,
  recentFrom: 1,
  sessions: Array.from({ length: sessions }, () => undefined),
})

export function append(folder: ModelFolder): void {
  folder.messages.push({ uid: folder.uidNext, flags: '' })
  folder.uidNext += 1
}

export function setFlag(folder: ModelFolder, uids: readonly number[], flag: string): void {
  folder.messages = folder.messages.map((one) => (uids.includes(one.uid) ? { ...one, flags: flag } : one))
}

export function expunge(folder: ModelFolder, uids: readonly number[]): void {
  folder.messages = folder.messages.filter(({ uid }) => !uids.includes(uid))
}

export function open(folder: ModelFolder, place: number, isReadOnly: boolean): void {
  const session: ModelSession = { isReadOnly, known: [], uidNext: 1, recent: new Set() }
  folder.sessions[place] = session
  tell(folder, session, true)
}

/** A session does not have to be told what it sets itself. */
export function setOwnFlag(
  folder: ModelFolder,
  session: ModelSession,
  uids: readonly number[],
  flag: string,
): void {
  setFlag(folder, uids, flag)
  session.known = session.known.map((one) => (uids.includes(one.uid) ? { ...one, flags: flag } : one))
}

export function tell(folder: ModelFolder, session: ModelSession, mayExpunge: boolean): ModelNews {
  const now = (uid: number) => folder.messages.find((one) => one.uid === uid)
  const expunged = session.known.flatMap(({ uid }, place) => (mayExpunge && !now(uid) ? [place + 1] : []))
  const expungedUids = session.known.map(({ uid }) => uid).filter((uid) => mayExpunge && !now(uid))
  session.known = session.known.filter(({ uid }) => !mayExpunge || now(uid))
  const changed = session.known.flatMap(({ uid, flags }, place) => {
    const there = now(uid)
    return there && there.flags !== flags ? [{ number: place + 1, flags: there.flags }] : []
  })
  session.known = session.known.map((one) => now(one.uid) ?? one)
  const arrived = folder.messages.filter(({ uid }) => uid >= session.uidNext)
  session.known.push(...arrived)
  session.uidNext = folder.uidNext
  for (const { uid } of arrived) if (uid >= folder.recentFrom) session.recent.add(uid)
  if (!session.isReadOnly) folder.recentFrom = folder.uidNext
  return { expunged: expunged.toReversed(), expungedUids, changed, arrived: arrived.length }
}

/** How many of the messages a session knows are recent to it. */
export const recentCount = ({ known, recent }: ModelSession): number =>
  known.filter(({ uid }) => recent.has(uid)).length
