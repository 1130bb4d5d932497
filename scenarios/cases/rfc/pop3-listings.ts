import { outside, rfcScenario } from '#dsl'
import { fills, logsIn, octetsIn, ofMessage, totalsOf } from './pop3-maildrops.ts'

export const totalsAgree = rfcScenario('rfc/pop3-stat-agrees-with-list', {
  title: 'STAT counts what LIST lists, after DELE and after RSET too, and LIST with a number says the same',
  clauses: ['rfc1939.stat-agrees-with-list', 'rfc1939.list-format'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {}, { body: ['more', 'of', 'it'] }, { octets: 2000 })
    const session = await logsIn({ laptop, bob, claim })
    const all = await session.says('LIST')
    claim(all, 'rfc1939.stat-agrees-with-list').tells(/^3 \d+$/)
    claim(await session.says('STAT'), 'rfc1939.stat-agrees-with-list').hasLine(totalsOf(all))
    const second = await session.says('LIST 2')
    claim(second, 'rfc1939.list-format').hasLine(new RegExp(`^\\+OK 2 ${ofMessage(2, all)}(?: |$)`))
    // No list follows it.
    claim(await session.says('NOOP'), 'rfc1939.list-format').isAccepted()
    claim(await session.says('LIST 4'), 'rfc1939.list-format').isRefused()

    claim(await session.says('DELE 2')).isAccepted()
    const left = await session.says('LIST')
    claim(left, 'rfc1939.stat-agrees-with-list').tellsNo(/^2 /)
    claim(await session.says('STAT'), 'rfc1939.stat-agrees-with-list').hasLine(totalsOf(left))
    claim(await session.says('RSET')).isAccepted()
    claim(await session.says('STAT'), 'rfc1939.stat-agrees-with-list').hasLine(totalsOf(all))
    await session.quits()
  },
})

export const nothingThere = rfcScenario('rfc/pop3-an-empty-maildrop', {
  title: 'An empty maildrop has no messages and no octets, and its lists are empty and not refused',
  clauses: ['rfc1939.empty-maildrop'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await logsIn({ laptop, bob, claim })
    claim(await session.says('STAT')).hasLine(/^\+OK 0 0(?: |$)/)
    for (const line of ['LIST', 'UIDL']) claim(await session.says(line)).tellsNo(/./)
    claim(await session.says('RETR 1')).isRefused()
    claim(await session.says('QUIT')).isAccepted()

    await fills({ laptop, bob, claim }, {})
    const filled = await logsIn({ laptop, bob, claim })
    claim(await filled.says('STAT')).hasLine(/^\+OK 1 [1-9]/)
    for (const line of ['LIST', 'UIDL']) claim(await filled.says(line)).tells(/^1 \S/)
    await filled.quits()
  },
})

const dots = ['.', '..', '.a', 'a.', '', '...']

export const sizes = rfcScenario('rfc/pop3-sizes-are-those-of-what-is-sent', {
  title: 'The sizes in LIST are the octets that RETR sends, doubled dots not counted',
  clauses: ['rfc1939.size-exact'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, { body: dots }, { body: ['x'] }, { octets: 20_000 })
    const session = await logsIn({ laptop, bob, claim })
    const all = await session.says('LIST')
    for (const n of [1, 2, 3]) claim(all).tells(`${n} ${octetsIn(await session.says(`RETR ${n}`))}`)
    await session.quits()
  },
})

export const asStored = rfcScenario('rfc/pop3-messages-come-as-they-are', {
  title: 'RETR sends a message octet for octet, as often as it is asked',
  clauses: ['rfc1939.retr-exact', 'rfc1939.dot-stuffed'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const long = Array.from({ length: 900 }, (_, nth) => `${nth % 3 ? '' : '.'}${'l'.repeat(nth % 200)}`)
    const kinds = [
      ['rfc1939.retr-exact', ['a tab\tand a blank at the end ', 'From here', '', 'x'.repeat(900), '', '']],
      ['rfc1939.dot-stuffed', ['before', ...dots, 'after']],
      ['rfc1939.dot-stuffed', long],
    ] as const
    for (const [nth, [clause, body]] of kinds.entries()) {
      const mail = { from: `eve-${nth}@elsewhere.test`, to: bob.address, body }
      claim(await laptop.sends(mail)).isAccepted()
      for (let times = 0; times < 2; times++) {
        claim(await laptop.reads(mail, { in: bob }), clause).isUnchanged()
      }
    }
    const session = await logsIn({ laptop, bob, claim })
    for (const line of ['RETR 2', 'RETR 2', 'TOP 2 99']) {
      const told = await session.says(line)
      for (const each of dots) claim(told, 'rfc1939.dot-stuffed').tells(each)
      // The lone dot was the last line.
      claim(await session.says('NOOP'), 'rfc1939.dot-stuffed').isAccepted()
    }
    await session.quits()
  },
})

export const topOfMessages = rfcScenario('rfc/pop3-top-counts-lines-of-the-body', {
  title: 'TOP sends the header, the empty line and as many lines of the body as it is asked for',
  clauses: ['rfc1939.top-lines'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, { body: ['one', '', 'three', 'four'] })
    const session = await logsIn({ laptop, bob, claim })
    await session.requires('TOP')
    const bodies = [
      [0, [], ['one', 'three', 'four']],
      [1, ['one'], ['three', 'four']],
      [2, ['one'], ['three', 'four']],
      [3, ['one', 'three'], ['four']],
      [4, ['one', 'three', 'four'], []],
      [99, ['one', 'three', 'four'], []],
    ] as const
    for (const [count, sent, left] of bodies) {
      const top = await session.says(`TOP 1 ${count}`)
      claim(top).tells(/^Message-ID:/i)
      // The empty line is there even where nothing follows it.
      claim(top).tells('')
      for (const line of sent) claim(top).tells(line)
      for (const line of left) claim(top).tellsNo(line)
    }
    await session.quits()
  },
})
