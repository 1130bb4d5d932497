import { openTalk, type Place, type Talk } from './talk.ts'
import { recipient } from './policy.ts'

/** How mail is sent: a connection for each message, or all messages of a client over one. */
export type Load = 'new' | 'kept'

export const isLoad = (kind: unknown): kind is Load => kind === 'new' || kind === 'kept'

const clients = 20
const line = `${'x'.repeat(70)}\r\n`
const header = `From: <bob@remote.test>\r\nTo: <${recipient}>\r\nSubject: load\r\n\r\n`
const message = header + line.repeat(Math.floor((1024 - header.length) / line.length))
const tail = '-'.repeat(1022 - message.length)

/** A message of 1 KiB with its closing dot, as it goes over the wire. */
const octets = Buffer.from(`${message}${tail}\r\n.\r\n`)

/**
 * Sends from 20 clients at once for a while, never two commands ahead of their replies.
 *
 * @returns messages taken, and the milliseconds that took
 * @throws when the server does anything but take the mail
 */
export async function load(
  kind: Load,
  { milliseconds, ...place }: Place & { readonly milliseconds: number },
): Promise<{ readonly messages: number; readonly took: number }> {
  // Connections to be kept are there before the time begins.
  const kept = kind === 'kept' ? await all(() => greeted(place)) : []
  const begun = performance.now()
  const counts =
    kind === 'kept'
      ? await Promise.all(kept.map((talk) => overOne(talk, begun + milliseconds)))
      : await all(() => overMany(place, begun + milliseconds))
  const took = performance.now() - begun
  await Promise.all(kept.map((talk) => talk.quits()))
  return { messages: counts.reduce((sum, count) => sum + count, 0), took }
}

/** Lets every client act. */
const all = <T>(act: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: clients }, act))

async function overOne(talk: Talk, until: number): Promise<number> {
  let count = 0
  for (; performance.now() < until; count++) await sends(talk)
  return count
}

async function overMany(place: Place, until: number): Promise<number> {
  let count = 0
  for (; performance.now() < until; count++) {
    const talk = await greeted(place)
    await sends(talk)
    await talk.quits()
  }
  return count
}

async function greeted(place: Place): Promise<Talk> {
  const talk = openTalk(place)
  await talk.hears('220')
  await talk.says('EHLO load.test\r\n', '250')
  return talk
}

async function sends(talk: Talk): Promise<void> {
  await talk.says('MAIL FROM:<bob@remote.test>\r\n', '250')
  await talk.says(`RCPT TO:<${recipient}>\r\n`, '250')
  await talk.says('DATA\r\n', '354')
  await talk.says(octets, '250')
}
