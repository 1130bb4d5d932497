import { outside, rfcScenario } from '#dsl'
import { fills, logsIn, logsInAgain, ofMessage } from './pop3-maildrops.ts'

export const formOfIds = rfcScenario('rfc/pop3-unique-ids-have-a-form', {
  title: 'UIDL gives each message an id of printable characters, the same in the list and alone',
  clauses: ['rfc1939.uidl-format', 'rfc1939.uidl-unique'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const alike = { subject: 'all the same', body: ['a body'] }
    await fills({ laptop, bob, claim }, alike, alike, alike)
    const session = await logsIn({ laptop, bob, claim })
    await session.requires('UIDL')
    const ids = await session.says('UIDL')
    for (const n of [1, 2, 3]) {
      claim(ids, 'rfc1939.uidl-format').tells(new RegExp(`^${n} [!-~]{1,70}$`))
      const alone = await session.says(`UIDL ${n}`)
      claim(alone, 'rfc1939.uidl-format').hasLine(`+OK ${n} ${ofMessage(n, ids)}`)
      for (const other of [1, 2, 3].filter((each) => each !== n)) {
        claim(ids, 'rfc1939.uidl-unique').tellsNo(`${other} ${ofMessage(n, ids)}`)
      }
    }
    claim(await session.says('UIDL 4'), 'rfc1939.uidl-format').isRefused()
    await session.quits()
  },
})

export const idsStay = rfcScenario('rfc/pop3-unique-ids-stay', {
  title: 'Messages keep their unique-ids however sessions end and whatever else goes, and no id comes again',
  clauses: ['rfc1939.uidl-persists', 'rfc1939.uidl-not-reused'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, {}, {})
    const first = await logsIn({ laptop, bob, claim })
    await first.requires('UIDL')
    const ids = await first.says('UIDL')
    await first.quits()
    const dropped = await logsIn({ laptop, bob, claim })
    for (const line of ids.data) claim(await dropped.says('UIDL'), 'rfc1939.uidl-persists').tells(line)
    await dropped.drops()
    const deleting = await logsInAgain({ laptop, bob, claim })
    for (const line of ids.data) claim(await deleting.says('UIDL'), 'rfc1939.uidl-persists').tells(line)
    for (const line of ['DELE 1', 'DELE 3', 'QUIT']) claim(await deleting.says(line)).isAccepted()

    const late = { from: 'late@elsewhere.test', to: bob.address }
    claim(await laptop.sends(late)).isAccepted()
    claim(await laptop.finds(late, { in: bob })).once()
    const last = await logsIn({ laptop, bob, claim })
    const left = await last.says('UIDL')
    claim(left, 'rfc1939.uidl-persists').tells(`1 ${ofMessage(2, ids)}`)
    claim(left, 'rfc1939.uidl-not-reused').tells(/^2 \S/)
    for (const n of [1, 2, 3]) claim.should(left, 'rfc1939.uidl-not-reused').tellsNo(`2 ${ofMessage(n, ids)}`)
    await last.quits()
  },
})

export const numbersStay = rfcScenario('rfc/pop3-numbers-hold-while-mail-arrives', {
  title: 'Mail that arrives during a POP3 session is not counted in it, and is in the next',
  clauses: ['rfc1939.numbers-stable'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside, phone: outside },

  async run({ laptop, phone, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, {})
    const session = await logsIn({ laptop, bob, claim })
    const before = await session.says('STAT')
    claim(before).hasLine(/^\+OK 2 /)
    const late = { from: 'late@elsewhere.test', to: bob.address }
    claim(await phone.sends(late)).isAccepted()
    claim(await phone.reads(late, { in: bob, folder: 'INBOX' })).hasHeader('Message-ID')
    claim(await session.says('STAT')).hasLine(before.said)
    claim(await session.says('LIST')).tellsNo(/^3 /)
    claim(await session.says('LIST 3')).isRefused()
    await session.quits()
    const next = await logsIn({ laptop, bob, claim })
    claim(await next.says('STAT')).hasLine(/^\+OK 3 /)
    await next.quits()
  },
})
