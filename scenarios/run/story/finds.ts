import type { Count } from '#evidence'
import type { Account, Envelope } from '#dsl'
import { authorOf } from '#clients'
import { looksInto } from './mailbox-look.ts'
import { envelopeInItsNames, storyToken, type RoleParts } from './reach.ts'
import { isIntact } from './sent-mail.ts'
import { isSentinel } from './sentinel.ts'
import type { Done } from './verb.ts'

/** Counts this story's messages with these From and To fields in an account's mailbox. */
export async function finds(parts: RoleParts, message: Envelope, account: Account): Promise<Done<Count>> {
  const envelope = envelopeInItsNames(parts, message)
  const isMeant = (text: string): boolean =>
    isOfStory(parts, text) && hasFields(text, envelope) && isIntact(parts.sent, text)
  const look = await looksInto(parts, { account, envelope, isMeant, isItself: true })
  const { texts, when, doubt, sessions, also } = look
  const outcome = {
    kind: 'mailbox',
    of: `mailbox of ${account.address}, from <${envelope.from}>`,
    count: texts.length,
    when,
    certain: doubt === undefined,
    ...(doubt !== undefined && { doubt }),
  } as const
  return { outcome, sessions, ...(also && { also }) }
}

/** Tells whether a message has the From and To fields of an envelope, in its own header and not further below. */
export function hasFields(text: string, { from, to }: Envelope): boolean {
  const recipients = [to].flat().map((path) => `<${path}>`)
  const wanted = `\r\nFrom: ${authorOf(from)}\r\nTo: ${recipients.join(', ')}\r\n`
  const [header = ''] = text.split('\r\n\r\n', 1)
  return `${header}\r\n`.toLowerCase().includes(wanted.toLowerCase())
}

/** Tells whether a message is one that this story sent. */
export const isOfStory = (parts: RoleParts, text: string): boolean =>
  text.includes(storyToken(parts.scenario)) && isRecent(parts, text) && !isSentinel(text)

/** Tells whether a message is not older than the story: mail of earlier runs may be in the same mailbox. */
export function isRecent({ startedAt }: RoleParts, text: string): boolean {
  const [, date = ''] = /^Date: (.*?)\r?$/m.exec(text) ?? []
  return !(Date.parse(date) < startedAt - 1000)
}
