import type { Moment } from '#evidence'
import type { Account, Envelope } from '#dsl'
import { readsFolder } from './imap-visit.ts'
import { passageOf } from './passage.ts'
import { readsMaildrop } from './pop3-visit.ts'
import type { RoleParts } from './reach.ts'
import { sendersTo, sendsSentinel } from './sentinel.ts'
import type { Words } from './verb.ts'
import { NeedUnmet } from '../../evidence/faults.ts'

/** How often a mailbox is looked into while mail may still be on its way. */
const interval = 250

/** Reads all there is in a folder; the ids of its sessions are added to `sessions`. */
export type FolderReading = typeof readsFolder

/** What is looked for, and where. */
export interface Sought {
  readonly account: Account
  /** Read over IMAP; without one, what POP3 reads. */
  readonly folder?: string
  /** How a folder is read, if not by a session of our own. */
  readonly readsBy?: FolderReading
  /** The mail it comes of, in the target's own names. */
  readonly envelope: Envelope
  readonly isMeant: (text: string) => boolean
  /** Whether that mail itself is looked for, of which we know how much is due, or something that comes of it. */
  readonly isItself: boolean
}

/** What was found, oldest first, and how. */
export interface Look {
  readonly texts: readonly string[]
  readonly when: Moment
  /** Why silence proves nothing, if it does not. */
  readonly doubt?: string
  readonly sessions: readonly string[]
  /** How it was read, where that was not a session. */
  readonly also?: Words
}

/**
 * Reads an account's mailbox, or its files where the target lets us look into them. Where mail takes its time, it waits
 * for what the target has taken; a sentinel proves silence about what the target was handed.
 */
export async function looksInto(parts: RoleParts, sought: Sought): Promise<Look> {
  const { staging } = parts
  const notBefore = staging.now()
  const settled = (await (staging.sink?.settles(() => true) ?? staging.settles?.())) ?? true
  const sessions: string[] = []
  const reads = (): Promise<readonly string[]> => readsAll(parts, sought, sessions)
  const { texts, doubt }: Found =
    staging.deliversWithin === undefined
      ? { texts: await reads(), ...(!settled && { doubt: 'mail was still on the way' }) }
      : await waitsForMail(parts, sought, { reads, within: staging.deliversWithin })
  return {
    texts: texts.filter(sought.isMeant),
    when: { notBefore, notAfter: staging.now() },
    ...(doubt !== undefined && { doubt }),
    sessions,
    ...(staging.mailbox && { also: { read: 'as files' } }),
  }
}

async function readsAll(
  parts: RoleParts,
  { account, folder, readsBy = readsFolder }: Sought,
  sessions: string[],
): Promise<readonly string[]> {
  const asFiles = parts.staging.mailbox?.(account.address)
  if (asFiles === undefined)
    return folder === undefined
      ? readsMaildrop(parts, account, sessions)
      : readsBy(parts, account, folder, sessions)
  if (folder !== undefined && folder.toUpperCase() !== 'INBOX')
    throw new NeedUnmet(
      `folder ${folder}`,
      'the mailboxes of this target are read as files, which have no folders',
    )
  return asFiles
}

interface Found {
  readonly texts: readonly string[]
  readonly doubt?: string
}

/** How a mailbox is read, and how long mail may take to reach it, in milliseconds of real time. */
interface Reading {
  readonly reads: () => Promise<readonly string[]>
  readonly within: number
}

/** Waits for all that is due; if less has come, waits for a sentinel, by which time the rest would have come. */
async function waitsForMail(parts: RoleParts, sought: Sought, { reads, within }: Reading): Promise<Found> {
  const { account, envelope, isMeant, isItself } = sought
  const passage = passageOf(parts.recorder, envelope)
  const { handedOver } = passage
  const due = isItself || !handedOver ? passage.due : 1
  const countIn = (texts: readonly string[]): number => texts.filter(isMeant).length
  const found = await readsUntil(reads, due > 0 ? within : 0, (texts) => countIn(texts) >= due)
  const count = countIn(found)
  if (!handedOver || (count > 0 && count >= due)) return { texts: found }
  // What comes of a message may come later than a message that is sent now.
  if (!isItself) return { texts: found, doubt: `nothing came of it within ${within} ms` }
  const sentinel = await sendsSentinel(sendersTo(account, parts))
  if (sentinel.doubt !== undefined) return { texts: found, doubt: sentinel.doubt }
  const isThere = (texts: readonly string[]): boolean => texts.some((text) => text.includes(sentinel.mark))
  const last = await readsUntil(reads, within, isThere)
  return {
    texts: last,
    ...(!isThere(last) && { doubt: `the sentinel did not arrive within ${within} ms` }),
  }
}

/** Reads again and again until the reading is sufficient or time is up. @returns the last reading */
async function readsUntil(
  reads: () => Promise<readonly string[]>,
  within: number,
  willDo: (texts: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const deadline = Date.now() + within
  let texts = await reads()
  while (!willDo(texts) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, interval))
    texts = await reads()
  }
  return texts
}
