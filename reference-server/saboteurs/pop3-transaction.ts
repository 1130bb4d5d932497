import type { Seams } from '../seams.ts'
import { answersPop3, changed, hearsPop3 } from './pop3-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

type Heard = Parameters<Seams['pop3.answered']>[1]

/** The INBOX of an account as it is now, behind the back of every session. */
async function inboxOf(account: string, { context }: Heard) {
  const inbox = await context.host.accounts.of(account).open('INBOX')
  return 'problem' in inbox ? undefined : inbox
}

/** Faults in what POP3 tells of a maildrop, and in the messages it sends. */
const listingSaboteurs: readonly Saboteur[] = [
  answersPop3('rfc1939.stat-agrees-with-list', 'pop3-stat-counts-more-octets', ({ text }, { line }) =>
    line === 'STAT'
      ? {
          reply: text.replace(
            /(\d+) (\d+)/,
            (_, count, octets) => `${count} ${Number(octets) + Number(count)}`,
          ),
        }
      : undefined,
  ),
  answersPop3('rfc1939.list-format', 'pop3-one-listed-has-no-size', ({ text }, { line }) =>
    /^LIST \d+$/.test(line) ? { reply: text.replace(/ \d+\r\n$/, '\r\n') } : undefined,
  ),
  answersPop3('rfc1939.empty-maildrop', 'pop3-empty-lists-are-refused', ({ text }, { line, state }) =>
    line === 'UIDL' && state.at === 'transaction' && state.maildrop.totals().count === 0
      ? { reply: text.replace('+OK', '-ERR'), rest: [] }
      : undefined,
  ),
  saboteur({
    id: 'pop3-sizes-are-those-on-disk',
    clause: 'rfc1939.size-exact',
    seam: 'pop3.scan-listing',
    replace: (scanListing) => (number, octets) => scanListing(number, octets - 12),
  }),
  answersPop3('rfc1939.retr-exact', 'pop3-trims-blanks-at-line-ends', ({ rest }, { line }) =>
    rest && line.startsWith('RETR')
      ? { rest: changed(rest, (text) => text.replaceAll(/[ \t]+\r\n/g, '\r\n')) }
      : undefined,
  ),
  answersPop3('rfc1939.dot-stuffed', 'pop3-doubles-no-dots', ({ rest }, { line }) =>
    rest && line.startsWith('RETR')
      ? { rest: changed(rest, (text) => text.replaceAll('\r\n..l', '\r\n.l')) }
      : undefined,
  ),
  hearsPop3('rfc1939.top-lines', 'pop3-top-sends-a-line-more', (line) =>
    line.replace(/^(TOP \d+ )(\d+)$/, (_, top: string, lines: string) => `${top}${Number(lines) + 1}`),
  ),
]

/** Faults in the numbers and unique-ids that messages have. */
const numberSaboteurs: readonly Saboteur[] = [
  answersPop3('rfc1939.numbers-stable', 'pop3-stat-looks-again', async (_, heard) => {
    const { line, state } = heard
    if (state.at !== 'transaction' || line !== 'STAT') return undefined
    const inbox = await inboxOf(state.account, heard)
    const view = await inbox?.view({ isReadOnly: true, onChange: () => {} })
    return view && { reply: `+OK ${view.uids.length} ${state.maildrop.totals().octets}\r\n` }
  }),
  saboteur({
    id: 'pop3-unique-ids-have-blanks',
    clause: 'rfc1939.uidl-format',
    seam: 'pop3.unique-id',
    replace: (uniqueId) => (one) => uniqueId(one).replace('.', ' '),
  }),
  saboteur({
    id: 'pop3-unique-ids-are-of-the-mailbox',
    clause: 'rfc1939.uidl-unique',
    seam: 'pop3.unique-id',
    replace: (uniqueId) => (one) => uniqueId({ ...one, uid: 1 }),
  }),
  ...(['rfc1939.uidl-persists', 'rfc1939.uidl-not-reused'] as const).map((clause) =>
    saboteur({
      id: `pop3-unique-ids-are-numbers-${clause.slice(13)}`,
      clause,
      seam: 'pop3.unique-id',
      replace: (uniqueId) => (one) => uniqueId({ ...one, uid: one.number }),
    }),
  ),
  saboteur({
    id: 'pop3-waits-for-five-minutes',
    clause: 'rfc1939.autologout-ten-minutes',
    seam: 'pop3.autologout-after',
    replace: (autologoutAfter) => () => autologoutAfter() / 2,
  }),
]

/** Faults in what POP3 makes of what IMAP does. */
const besideImapSaboteurs: readonly Saboteur[] = [
  answersPop3('rfc1939.number-never-another-message', 'pop3-numbers-are-places', async (_, heard) => {
    const { line, state } = heard
    const [, number] = /^RETR (\d+)$/.exec(line) ?? []
    if (state.at !== 'transaction' || number === undefined) return undefined
    const inbox = await inboxOf(state.account, heard)
    const uids = (await inbox?.view({ isReadOnly: true, onChange: () => {} }))?.uids ?? []
    const uid = uids[Number(number) - 1]
    const there = state.maildrop.messages().find(({ message }) => message.uid === uid)
    return there
      ? { reply: '+OK\r\n', rest: followedByDot(there.message.octets.pieces()) }
      : { reply: '-ERR no such message\r\n', rest: [] }
  }),
  answersPop3('rfc1939.uidl-survives-imap', 'pop3-unique-ids-carry-flags', ({ rest }, { line, state }) => {
    if (state.at !== 'transaction' || line !== 'UIDL' || !rest) return undefined
    const flagged = state.maildrop.messages().find(({ message }) => message.flags.has('\\Flagged'))
    return flagged && { rest: changed(rest, (text) => text.replace('\r\n', 'F\r\n')) }
  }),
]

/** A message without dots at the beginning of lines, as the rest of an answer. */
async function* followedByDot(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces
  yield Buffer.from('.\r\n')
}

/** Faults in what becomes of marked messages. */
const markSaboteurs: readonly Saboteur[] = [
  answersPop3('rfc1939.retr-removes-nothing', 'pop3-what-was-fetched-is-removed', async (_, heard) => {
    const { line, state } = heard
    if (state.at !== 'transaction' || line !== 'QUIT') return undefined
    const inbox = await inboxOf(state.account, heard)
    await inbox?.expunge(state.maildrop.messages().map(({ message }) => message.uid))
    return undefined
  }),
  hearsPop3('rfc1939.quit-deletes-marked', 'pop3-the-last-mark-is-lost', (line) =>
    line === 'DELE 4' ? 'NOOP' : line,
  ),
  hearsPop3('rfc1939.quit-deletes-marked', 'pop3-marks-the-one-before', (line) =>
    line === 'DELE 3' ? 'DELE 2' : line,
  ),
  answersPop3('rfc1939.rset', 'pop3-rset-takes-the-last-mark-back', (_, { line, state }) => {
    if (line === 'RSET' && state.at === 'transaction') state.maildrop.markDeleted(1)
    return undefined
  }),
  ...(
    [
      'rfc1939.dele-waits-for-quit',
      'rfc1939.drop-deletes-nothing',
      'rfc1939.autologout-deletes-nothing',
    ] as const
  ).map((clause) =>
    answersPop3(clause, `pop3-dele-removes-at-once-${clause.slice(8)}`, async (_, { line, state }) => {
      if (state.at === 'transaction' && line.startsWith('DELE')) await state.maildrop.removeDeleted()
      return undefined
    }),
  ),
  answersPop3('rfc1939.quit-closes', 'pop3-waits-after-quit', (_, { line }) =>
    line === 'QUIT' ? { next: { at: 'authorization' } } : undefined,
  ),
  answersPop3('rfc1939.quit-before-login', 'pop3-any-quit-carries-out-marks', async (_, heard) => {
    const { line, state } = heard
    if (state.at !== 'authorization' || line !== 'QUIT' || state.user === undefined) return undefined
    const inbox = await inboxOf(state.user, heard)
    const view = await inbox?.view({ isReadOnly: true, onChange: () => {} })
    if (view) await inbox?.expunge(view.uids)
    return undefined
  }),
  saboteur({
    id: 'pop3-locks-outlive-their-session',
    clause: 'rfc1939.lock-dies-with-connection',
    seam: 'pop3.answered',
    replace: (answered) => {
      const held = new Set<string>()
      return async (right, heard) => {
        const due = await answered(right, heard)
        const { line, state } = heard
        if (state.at === 'transaction' && line === 'QUIT') held.delete(state.account)
        if (due.next?.at !== 'transaction') return due
        const { account, maildrop } = due.next
        if (!held.has(account)) {
          held.add(account)
          return due
        }
        maildrop.release()
        return { reply: Buffer.from('-ERR [IN-USE] locked\r\n'), next: { at: 'authorization' } }
      }
    },
  }),
]

export const pop3TransactionSaboteurs: readonly Saboteur[] = [
  ...listingSaboteurs,
  ...numberSaboteurs,
  ...besideImapSaboteurs,
  ...markSaboteurs,
]
