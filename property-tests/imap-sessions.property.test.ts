import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SessionClient } from '../reference-server/mailbox-session/testing.ts'
import { buildFixtureIn, stores } from '../reference-server/imap/testing.ts'
import { ModelClient, withoutRecent, type ModelMailbox } from './models/imap-mailbox.ts'
import { runs } from './runs.ts'

const flag = fc.constantFrom('\\Seen', '\\Deleted', '\\Flagged', '$Work')
const session = fc.nat(3)
const uids = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 })

/** What one of four sessions of a mailbox does. */
const step = fc.oneof(
  fc.record({ does: fc.constant('APPEND' as const), session }),
  fc.record({
    does: fc.constant('STORE' as const),
    session,
    uids,
    how: fc.constantFrom('', '+', '-'),
    isSilent: fc.boolean(),
    flag,
  }),
  fc.record({ does: fc.constant('EXPUNGE' as const), session }),
  fc.record({ does: fc.constant('UID EXPUNGE' as const), session, uids }),
  fc.record({ does: fc.constant('COPY' as const), session, uids }),
  fc.record({ does: fc.constant('NOOP' as const), session }),
  fc.record({ does: fc.constant('FETCH' as const), session }),
  fc.record({ does: fc.constant('SEARCH' as const), session, flag }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** A step as a command; by numbers where no number may change. */
function written(one: Step): string {
  switch (one.does) {
    case 'APPEND':
      return 'APPEND INBOX {1+}\r\nx'
    case 'STORE':
      return `UID STORE ${one.uids.join()} ${one.how}FLAGS${one.isSilent ? '.SILENT' : ''} (${one.flag})`
    case 'UID EXPUNGE':
    case 'COPY':
      return one.does === 'COPY' ? `UID COPY ${one.uids.join()} INBOX` : `UID EXPUNGE ${one.uids.join()}`
    case 'SEARCH':
      return one.flag.startsWith('\\') ? `SEARCH ${one.flag.slice(1)}` : `SEARCH KEYWORD ${one.flag}`
    case 'FETCH':
      return 'FETCH 1:* (FLAGS)'
    case 'EXPUNGE':
    case 'NOOP':
      return one.does
  }
}

/** Does to the list what a step does to the mailbox. A session reaches only what it knows. */
function take(one: Step, mailbox: ModelMailbox, seen: ReadonlySet<number>): void {
  const isMeant = (uid: number) => 'uids' in one && one.uids.includes(uid) && seen.has(uid)
  if (one.does === 'APPEND') mailbox.messages.push({ uid: mailbox.uidNext++, flags: new Set() })
  if (one.does === 'COPY') {
    for (const { uid, flags } of mailbox.messages.slice()) {
      if (isMeant(uid)) mailbox.messages.push({ uid: mailbox.uidNext++, flags })
    }
  }
  if (one.does === 'EXPUNGE' || one.does === 'UID EXPUNGE') {
    mailbox.messages = mailbox.messages.filter(
      ({ uid, flags }) => !flags.has('\\Deleted') || (one.does === 'UID EXPUNGE' && !isMeant(uid)),
    )
  }
  if (one.does !== 'STORE') return
  for (const message of mailbox.messages.filter(({ uid }) => isMeant(uid))) {
    const before = one.how === '' ? [] : [...message.flags]
    message.flags = new Set(
      one.how === '-' ? before.filter((each) => each !== one.flag) : [...before, one.flag],
    )
  }
}

/** One of the sessions, with what its client knows. */
interface Opened {
  readonly client: SessionClient
  readonly model: ModelClient
  numbersStay: boolean
}

async function says({ client, model }: Opened, command: string): Promise<string> {
  const said = await client.says(`a ${command}`)
  expect(said).toMatch(/(?:^|\r\n)a (?:OK|BAD no such message number)[^\r]*\r\n$/)
  for (const line of said.split('\r\n')) model.hears(line)
  return said
}

const shown = (mailbox: ModelMailbox): readonly string[] =>
  mailbox.messages.map(({ flags }) => withoutRecent([...flags].join(' ')))

/** After NOOP, a client knows how many messages there are, and the flags it knows are those of now. */
function expectTruth({ known }: ModelClient, mailbox: ModelMailbox): void {
  expect(known).toHaveLength(mailbox.messages.length)
  for (const [place, flags] of shown(mailbox).entries()) {
    if (known[place] !== undefined) expect(known[place]).toBe(flags)
  }
}

test.each(stores)(
  'for any story of four sessions in %s, each knows what is true',
  async (_name, createStore) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const fixture = buildFixtureIn(createStore(), 'one', 'two', 'three')
        const mailbox: ModelMailbox = { messages: [], uidNext: 4 }
        for (const uid of [1, 2, 3]) mailbox.messages.push({ uid, flags: new Set() })
        const sessions: Opened[] = []
        for (let nth = 0; nth < 4; nth += 1) {
          const client = await fixture.openAsAlice()
          const opened: Opened = {
            client,
            numbersStay: false,
            model: new ModelClient(() => !opened.numbersStay),
          }
          await says(opened, 'SELECT INBOX')
          await says(opened, 'FETCH 1:* (FLAGS)')
          sessions.push(opened)
        }
        const seen = sessions.map(() => new Set([1, 2, 3]))
        for (const one of steps) {
          const [opened, uidsSeen] = [sessions[one.session], seen[one.session]]
          if (!opened || !uidsSeen) continue
          opened.numbersStay = one.does === 'FETCH' || one.does === 'SEARCH'
          take(one, mailbox, uidsSeen)
          await says(opened, written(one))
          // What arrived was told with the answer, whatever was asked.
          for (const { uid } of mailbox.messages) uidsSeen.add(uid)
          // What a session sets silently, its client has to know itself.
          if ('isSilent' in one && one.isSilent) opened.model.known.fill(undefined)
          if (one.does === 'NOOP') expectTruth(opened.model, mailbox)
        }
        for (const opened of sessions) {
          opened.numbersStay = false
          await says(opened, 'NOOP')
          expectTruth(opened.model, mailbox)
          const said = await says(opened, 'UID FETCH 1:* (FLAGS)')
          expect([...said.matchAll(/UID (\d+)/g)].map(([, uid]) => Number(uid))).toEqual(
            mailbox.messages.map(({ uid }) => uid),
          )
          expect(opened.model.known).toEqual(shown(mailbox))
        }
      }),
      runs(15),
    )
  },
)
