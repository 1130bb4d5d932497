import type { LetterFound } from '#evidence'
import type { Account, Envelope } from '#dsl'
import type { Sent } from '../../evidence/letter.ts'
import { keptMessage } from '../../letters/kept-message.ts'
import { readLetter } from '../../letters/read-letter.ts'
import { hasFields, isOfStory, isRecent } from './finds.ts'
import { looksInto, type FolderReading, type Look, type Sought } from './mailbox-look.ts'
import { envelopeInItsNames, type RoleParts } from './reach.ts'
import { isSentinel } from './sentinel.ts'
import { messageIdOf, type SentMail } from './sent-mail.ts'
import type { Done } from './verb.ts'

/** Which mailbox, and which of its folders. */
interface Place {
  readonly in: Account
  readonly folder?: string
}

/** Reads the latest message with this envelope, found by its Message-ID, whatever else may have changed in it. */
export async function reads(
  parts: RoleParts,
  message: Envelope,
  place: Place,
  readsBy?: FolderReading,
): Promise<Done<LetterFound>> {
  const envelope = envelopeInItsNames(parts, message)
  const mine = parts.sent.filter((mail) => isSentTo(mail, envelope))
  const isMeant = (text: string): boolean =>
    mine.length === 0
      ? isOfStory(parts, text) && hasFields(text, envelope)
      : mine.some(({ messageId }) => messageId === messageIdOf(text))
  const sought = { ...soughtIn(place), envelope, isMeant, isItself: true, ...(readsBy && { readsBy }) }
  return readsLatest(parts, sought, mine)
}

/** Reads the latest message that is about one with this envelope, not that message itself: a report, a warning. */
export async function readsReport(
  parts: RoleParts,
  message: Envelope,
  place: Place,
): Promise<Done<LetterFound>> {
  const envelope = envelopeInItsNames(parts, message)
  const mine = parts.sent.filter((mail) => isSentTo(mail, envelope))
  const recipients = [envelope.to].flat().map((path) => path.toLowerCase())
  const isOurs = (text: string): boolean =>
    isSentinel(text) || parts.sent.some(({ messageId }) => messageId === messageIdOf(text))
  const isAbout = (text: string): boolean =>
    mine.some(({ messageId }) => text.includes(messageId)) ||
    recipients.every((path) => text.toLowerCase().includes(path))
  const isMeant = (text: string): boolean => !isOurs(text) && isRecent(parts, text) && isAbout(text)
  return readsLatest(parts, { ...soughtIn(place), envelope, isMeant, isItself: false }, mine)
}

const soughtIn = ({ in: account, folder }: Place): Pick<Sought, 'account' | 'folder'> => ({
  account,
  ...(folder !== undefined && { folder }),
})

async function readsLatest(
  parts: RoleParts,
  sought: Sought,
  mine: readonly SentMail[],
): Promise<Done<LetterFound>> {
  const look = await looksInto(parts, sought)
  const { account, folder, envelope } = sought
  const where = folder === undefined ? 'mailbox' : `folder ${folder}`
  const of = `${where} of ${account.address}, ${sought.isItself ? '' : 'about mail '}from <${envelope.from}>`
  const outcome = await letterFound({ ...look, latest: look.texts.at(-1), of }, mine, (text) =>
    parts.recorder.hides(text),
  )
  return { outcome, sessions: look.sessions, ...(look.also && { also: look.also }) }
}

/** What was found in a place, if anything. */
export interface FoundAt extends Pick<Look, 'when' | 'doubt'> {
  readonly of: string
  readonly latest: string | undefined
  readonly leftOut?: number
}

/**
 * A message that was found, as a story makes claims about it.
 *
 * @param mine  the messages that it may be, or may be about; the latest counts if it does not say which
 * @param hides replaces secrets
 */
export async function letterFound(
  { of, when, doubt, latest, leftOut }: FoundAt,
  mine: readonly SentMail[],
  hides: (text: string) => string,
): Promise<LetterFound> {
  const own = mine.findLast(({ messageId }) => latest?.includes(messageId)) ?? mine.at(-1)
  return {
    kind: 'letter',
    of,
    when,
    ...(latest !== undefined && { letter: await readLetter(hides(latest), leftOut) }),
    ...(own && { sent: sentOf(own, hides) }),
    certain: doubt === undefined,
    ...(doubt !== undefined && { doubt }),
  }
}

const sentOf = ({ octets, from, to, addresses }: SentMail, hides: (text: string) => string): Sent => ({
  ...keptMessage(hides(octets)),
  reversePath: from,
  forwardPaths: to,
  addresses,
})

/** Tells whether a message went to these recipients, perhaps among others. */
export const isSentTo = (mail: SentMail, { from, to }: Envelope): boolean =>
  isSame(mail.from, from) && [to].flat().every((path) => mail.to.some((one) => isSame(one, path)))

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
