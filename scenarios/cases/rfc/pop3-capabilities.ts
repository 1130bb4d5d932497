import { outside, rfcScenario } from '#dsl'
import { fills, logsIn } from './pop3-maildrops.ts'

export const listedThroughout = rfcScenario('rfc/pop3-says-what-it-can-do', {
  title: 'CAPA lists what the server can do in words, before the login and after it, STLS apart',
  clauses: ['rfc2449.capa', 'rfc2449.announced-in-both-states', 'rfc2449.capa-lines'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('pop3')
    const before = await session.says('CAPA')
    claim.should(before, 'rfc2449.capa').isAccepted()
    claim(await session.logsIn(bob)).isAccepted()
    const after = await session.says('CAPA')
    claim.should(after, 'rfc2449.capa').isAccepted()
    claim(await session.says('CAPX'), 'rfc2449.capa').isRefused()
    await session.quits()

    for (const list of [before, after]) {
      claim(list, 'rfc2449.capa-lines').tellsNo(/^(?![!--/-~]+(?: [!-~]+)*$)/)
      claim(list, 'rfc2449.capa-lines').tellsNo(/^.{511}/)
    }
    for (const line of before.data.filter((each) => !/^STLS/i.test(each))) {
      const [keyword = ''] = line.split(' ')
      claim(after, 'rfc2449.announced-in-both-states').lists(keyword)
    }
  },
})

export const listedMeansServed = rfcScenario('rfc/pop3-serves-what-it-lists', {
  title: 'The commands that CAPA lists are there, and STLS is not there where it is not listed',
  clauses: ['rfc2449.announced-works'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, {})
    const session = await laptop.opens('pop3')
    const listed = await session.says('CAPA')
    claim(listed).isAccepted()
    const lists = (keyword: string) =>
      listed.data.some((line) => line.toUpperCase().split(' ')[0] === keyword)
    if (lists('UTF8')) claim(await session.says('UTF8')).isAccepted()
    if (lists('USER')) claim(await session.says(`USER ${bob.address}`)).isAccepted()
    if (!lists('STLS')) claim(await session.says('STLS')).isRefused()
    await session.quits()
    if (lists('SASL')) {
      const [mechanism = ''] = listed.data.flatMap((line) => /^SASL (\S+)/i.exec(line)?.[1] ?? [])
      const proving = await laptop.opens('pop3')
      claim(await proving.says(`AUTH ${mechanism}`)).asksForMore()
      claim(await proving.says('*')).isRefused()
      await proving.quits()
    }
    const reading = await logsIn({ laptop, bob, claim })
    if (lists('LANG')) claim(await reading.says('LANG')).isAccepted()
    if (lists('TOP')) claim(await reading.says('TOP 1 0')).isAccepted()
    if (lists('UIDL')) claim(await reading.says('UIDL')).isAccepted()
    await reading.quits()
  },
})

export const longestCommands = rfcScenario('rfc/pop3-commands-have-255-octets', {
  title: 'Commands of 255 octets are read as one, and no answer repeats them beyond 512',
  clauses: ['rfc2449.command-255', 'rfc2449.first-line-512'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const short = /^.{0,510}$/
    const session = await laptop.opens('pop3')
    claim(session.greeting, 'rfc2449.first-line-512').hasLine(short)
    const user = await session.says(`USER ${'u'.repeat(248)}`)
    claim(user, 'rfc2449.command-255').staysOpen()
    claim(user, 'rfc2449.first-line-512').hasLine(short)
    claim(await session.says(`PASS ${'p'.repeat(248)}`), 'rfc2449.command-255').isRefused()
    const login = await session.logsIn(bob)
    // A server may close the connection over a login that failed.
    if (!login.lost) claim(login, 'rfc2449.command-255').isAccepted()
    await session.quits()

    const next = await logsIn({ laptop, bob, claim })
    for (const line of [`FROB ${'f'.repeat(245)}`, `RETR ${'9'.repeat(245)}`]) {
      const refused = await next.says(line)
      claim(refused, 'rfc2449.first-line-512').isRefused()
      claim(refused, 'rfc2449.first-line-512').hasLine(short)
    }
    claim(await next.says('NOOP'), 'rfc2449.command-255').isAccepted()
    await next.quits()
  },
})

export const manyAtOnce = rfcScenario('rfc/pop3-commands-in-a-group', {
  title: 'Commands that are sent at once are carried out one after the other and answered in that order',
  clauses: ['rfc2449.pipelining'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    await fills({ laptop, bob, claim }, { body: ['one'] }, {})
    const session = await laptop.opens('pop3')
    await session.requires('PIPELINING')
    claim(await session.logsIn(bob)).isAccepted()
    const lines = ['STAT', 'LIST', 'RETR 1', 'DELE 1', 'STAT', 'RETR 1', 'RSET', 'UIDL 1', 'QUIT']
    await session.writes(lines.map((line) => `${line}\r\n`).join(''))
    claim(await session.hears('STAT')).hasLine(/^\+OK 2 /)
    claim(await session.hears('LIST')).tells(/^2 \d+$/)
    claim(await session.hears('RETR 1')).tells('one')
    claim(await session.hears('DELE 1')).isAccepted()
    claim(await session.hears('STAT')).hasLine(/^\+OK 1 /)
    claim(await session.hears('RETR 1')).isRefused()
    claim(await session.hears('RSET')).isAccepted()
    claim(await session.hears('UIDL 1')).hasLine(/^\+OK 1 \S/)
    claim(await session.hears('QUIT')).isAccepted()
  },
})

export const bracketsAreCodes = rfcScenario('rfc/pop3-brackets-hold-codes', {
  title: 'Where RESP-CODES is listed, a text that begins with a bracket begins with a response code',
  clauses: ['rfc2449.resp-codes'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const coded = /^(?:\+OK|-ERR)(?! \[| ?$)|^(?:\+OK|-ERR) ?$|^(?:\+OK|-ERR) \[[^\]/ ]+(?:\/[^\]/ ]+)*\]/
    const session = await laptop.opens('pop3')
    await session.requires('RESP-CODES')
    claim(session.greeting).hasLine(coded)
    for (const line of ['USER nobody@local.test', 'PASS tea']) claim(await session.says(line)).hasLine(coded)
    await session.quits()
    const next = await logsIn({ laptop, bob, claim })
    for (const line of ['STAT', 'NOOP', 'LIST', 'UIDL', 'RETR 1', 'DELE 1', 'RSET', 'FROB', 'QUIT']) {
      claim(await next.says(line)).hasLine(coded)
    }
  },
})
