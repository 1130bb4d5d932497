import { outside, rfcScenario, scenario } from '#dsl'

export const imapSaysWhatItCanDo = rfcScenario('rfc/imap-says-what-it-can-do', {
  title: 'CAPABILITY lists the IMAP revision before login, after login and in a mailbox',
  clauses: ['rfc3501.capability-answer'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const revision = /^CAPABILITY (?:.* )?IMAP4rev[12](?: |$)/i
    const session = await laptop.opens('imap')
    claim(await session.says('CAPABILITY')).tells(revision)
    claim(await session.logsIn(bob)).isAccepted()
    claim(await session.says('CAPABILITY')).tells(revision)
    claim(await session.says('SELECT INBOX')).isAccepted()
    const selected = await session.says('capability')
    claim(selected).tells(revision)
    // The words are parted by single blanks, in one line.
    claim(selected).tellsNo(/^CAPABILITY .*(?:  | $)/i)
    // A command that is nearly this one is not answered as if it were.
    claim(await session.says('CAPABILITYX')).isRefused()
    await session.quits()
  },
})

export const imapSaysThatLoginsNeedTls = scenario('rfc/imap-says-that-logins-need-tls', {
  title: 'An IMAP server that accepts passwords within TLS only lists LOGINDISABLED before TLS and not after',
  clauses: ['rfc3501.logindisabled'],
  profile: 'kerio',
  policy: { auth: { needsTls: true } },
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },
  uses: ['tls'],

  async run({ laptop, bob, claim }) {
    const session = await laptop.opens('imap', { tls: 'later' })
    const before = await session.says('CAPABILITY')
    claim(before).lists('LOGINDISABLED')
    // What it lists of mechanisms that keep the password to themselves is left open.
    for (const mechanism of ['PLAIN', 'LOGIN'] as const) claim(before).listsNo(`AUTH=${mechanism}`)
    claim(await session.logsIn(bob)).isRefused()
    await session.quits()

    const secured = await laptop.opens('imaps')
    claim(await secured.says('CAPABILITY')).listsNo('LOGINDISABLED')
    claim(await secured.logsIn(bob)).isAccepted()
    await secured.quits()
  },
})

const opensTheSame = [
  ['SELECT', 'rfc/imap-select-tells-of-the-mailbox'],
  ['EXAMINE', 'rfc/imap-examine-tells-of-the-mailbox'],
] as const

export const imapTellsOfTheMailbox = opensTheSame.map(([command, id]) =>
  rfcScenario(id, {
    title: `${command} reports flags, message count, UIDVALIDITY and UIDNEXT`,
    clauses: ['rfc3501.select-data'],
    accounts: { bob: 'bob@local.test' },
    clients: { laptop: outside },

    async run({ laptop, bob, claim }) {
      const mail = { from: 'eve@elsewhere.test', to: bob.address }
      claim(await laptop.sends(mail)).isAccepted()
      claim(await laptop.finds(mail, { in: bob })).once()
      const session = await laptop.opens('imap')
      claim(await session.logsIn(bob)).isAccepted()
      const opened = await session.says(`${command} INBOX`)
      claim(opened).isAccepted()
      claim(opened).tells(/^FLAGS \([^)]*\\Seen/i)
      claim(opened).tells(/^[1-9]\d* EXISTS$/i)
      claim(opened).tells(/^\d+ RECENT$/i)
      claim(opened).hasCode('UIDVALIDITY', /^[1-9]\d{0,9}$/)
      claim(opened).hasCode('UIDNEXT', /^(?!1$)[1-9]\d{0,9}$/)
      claim(opened).hasCode('PERMANENTFLAGS', /^\(/)
      // Of a mailbox that is not there, nothing is told.
      const missing = await session.says(`${command} nowhere-to-be-found`)
      claim(missing).isNo()
      claim(missing).lacksCode('UIDVALIDITY')
      await session.quits()
    },
  }),
)

export const examineChangesNothing = rfcScenario('rfc/imap-examine-changes-nothing', {
  title: 'A message read in a mailbox opened with EXAMINE is not marked as seen; with SELECT it is',
  clauses: ['rfc3501.examine-changes-nothing'],
  accounts: { bob: 'bob@local.test' },
  clients: { laptop: outside },

  async run({ laptop, bob, claim }) {
    const mail = { from: 'eve@elsewhere.test', to: bob.address }
    claim(await laptop.sends(mail)).isAccepted()
    // Read over IMAP, without marking it; over POP3, servers mark what they send.
    claim(await laptop.reads(mail, { in: bob, folder: 'INBOX' })).hasHeader('Message-ID')
    const session = await laptop.opens('imap')
    claim(await session.logsIn(bob)).isAccepted()

    claim(await session.says('EXAMINE INBOX')).hasCode('READ-ONLY')
    claim(await session.says('FETCH * BODY[TEXT]')).isAccepted()
    claim(await session.says('FETCH * FLAGS')).tellsNo(/\\Seen/i)

    claim(await session.says('SELECT INBOX')).lacksCode('READ-ONLY')
    claim(await session.says('FETCH * FLAGS')).tellsNo(/\\Seen/i)
    claim(await session.says('FETCH * BODY[TEXT]')).isAccepted()
    claim(await session.says('FETCH * FLAGS')).tells(/^\d+ FETCH \(.*\\Seen/i)
    await session.quits()
  },
})
