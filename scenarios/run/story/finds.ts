import type { Count } from '#evidence'
import type { Account, Envelope } from '#dsl'
import { readsMaildrop } from './pop3-visit.ts'
import { passageOf } from './passage.ts'
import { envelopeInItsNames, storyToken, type RoleParts } from './reach.ts'
import { isSentinel, sendersTo, sendsSentinel } from './sentinel.ts'
import type { Done } from './verb.ts'

/** How often a maildrop is looked into while mail may still be on its way. */
const interval = 250

/** What a mailbox was found to hold. */
interface Look {
  readonly count: number
  /** Why silence proves nothing, if so. */
  readonly doubt?: string
}

/**
 * Reads an account's maildrop, or the mailbox itself where the target has it looked into, and counts this story's
 * messages with these From and To fields. Where mail takes its time, what the target has taken is waited for, and
 * silence about what it was handed is proved by a sentinel.
 */
export async function finds(parts: RoleParts, message: Envelope, account: Account): Promise<Done<Count>> {
  const { staging } = parts
  const envelope = envelopeInItsNames(parts, message)
  const notBefore = staging.now()
  const settled = (await (staging.sink?.settles(() => true) ?? staging.settles?.())) ?? true
  const sessions: string[] = []
  const reads = async (): Promise<readonly string[]> => {
    const texts = staging.mailbox?.(account.address) ?? (await readsMaildrop(parts, account, sessions))
    return texts.filter((text) => isOfThisStory(parts, text))
  }
  const { count, doubt }: Look =
    staging.deliversWithin === undefined
      ? { count: countIn(await reads(), envelope), ...(!settled && { doubt: 'mail was still on the way' }) }
      : await waitsForMail({ parts, account, envelope, reads, within: staging.deliversWithin })
  const outcome = {
    kind: 'mailbox',
    of: `mailbox of ${account.address}, from <${envelope.from}>`,
    count,
    when: { notBefore, notAfter: staging.now() },
    certain: doubt === undefined,
    ...(doubt !== undefined && { doubt }),
  } as const
  return { outcome, sessions, ...(staging.mailbox && { also: { read: 'as files' } }) }
}

/** What a look at a mailbox needs to know how long to go on. */
interface Looking {
  readonly parts: RoleParts
  readonly account: Account
  readonly envelope: Envelope
  readonly reads: () => Promise<readonly string[]>
  /** Milliseconds of real time in which mail should arrive. */
  readonly within: number
}

/** Waits for all that is due; when less has come, for a sentinel, with which the rest would have come. */
async function waitsForMail({ parts, account, envelope, reads, within }: Looking): Promise<Look> {
  const { handedOver, due } = passageOf(parts.recorder, envelope)
  const found = await readsUntil(reads, due > 0 ? within : 0, (texts) => countIn(texts, envelope) >= due)
  const count = countIn(found, envelope)
  if (!handedOver || (count > 0 && count >= due)) return { count }
  const sentinel = await sendsSentinel(sendersTo(account, parts))
  if (sentinel.doubt !== undefined) return { count, doubt: sentinel.doubt }
  const isThere = (texts: readonly string[]): boolean => texts.some((text) => text.includes(sentinel.mark))
  const last = await readsUntil(reads, within, isThere)
  return {
    count: countIn(last, envelope),
    ...(!isThere(last) && { doubt: `the sentinel did not arrive within ${within} ms` }),
  }
}

/** Reads again and again until what is read will do, or time is up; the last reading. */
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

const countIn = (texts: readonly string[], envelope: Envelope): number =>
  texts.filter((text) => isMeant(text, envelope) && !isSentinel(text)).length

/** Tells whether a message has these From and To fields. */
function isMeant(text: string, { from, to }: Envelope): boolean {
  const recipients = [to].flat().map((path) => `<${path}>`)
  const wanted = `\r\nFrom: <${from}>\r\nTo: ${recipients.join(', ')}\r\n`
  return text.toLowerCase().includes(wanted.toLowerCase())
}

/** Mail of other scenarios and of earlier runs may lie in the same maildrop. */
function isOfThisStory({ scenario, startedAt }: RoleParts, text: string): boolean {
  const [, date = ''] = /^Date: (.*?)\r?$/m.exec(text) ?? []
  return text.includes(storyToken(scenario)) && !(Date.parse(date) < startedAt - 1000)
}
