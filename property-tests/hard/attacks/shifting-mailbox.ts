import { together, type Attack } from '../attack.ts'
import { enterWith } from '../entering.ts'
import { delivers } from '../mailbox.ts'
import { account } from '../stage.ts'

const { address, password } = account

/** What clients of one mailbox do to each other. */
const acts = [
  'FETCH 1:* (FLAGS UID BODY[])',
  'STORE 1:* +FLAGS (\\Deleted)',
  'STORE 1:5 FLAGS ()',
  'EXPUNGE',
  'UID EXPUNGE 1:*',
  'NOOP',
  'CLOSE',
  'SELECT INBOX',
  'EXAMINE INBOX',
  'UID SEARCH ALL',
  'STATUS INBOX (MESSAGES UIDNEXT)',
  'COPY 1:* INBOX',
  'IDLE\r\nDONE',
] as const

export const shiftingMailbox: Attack = {
  name: 'shifting-mailbox',
  about: 'dozens of clients of one mailbox that read, mark, expunge and wait while mail arrives',
  play: (ground) =>
    together(24, ground, async (chance) => {
      if (chance.below(4) === 0) {
        await delivers(
          ground,
          [`Subject: ${chance.below(1000)}\r\n\r\n${'x'.repeat(chance.length(100_000))}`],
          5000,
        )
        ground.tried()
        return
      }
      const imap = await enterWith(
        ground,
        'imap',
        [`a LOGIN ${address} "${password}"\r\n`, 'b SELECT INBOX\r\n'],
        chance.below(200),
      )
      if (!imap) return
      for (let left = chance.length(40); left > 0 && !imap.gone && ground.goesOn(); left -= 1) {
        await imap.sends(`c ${chance.pick(acts)}\r\n`)
        ground.tried()
        if (chance.below(3) > 0) await imap.hears(/^c /m, 500)
      }
      if (chance.below(2) === 0) imap.leaves()
      else imap.breaks()
    }),
}
