import type { Peer } from './scripted-peer.ts'

/** What a peer does, from its greeting on or instead of answering a command. */
type Conduct = (peer: Peer) => Promise<void> | void

/** Milliseconds between the lines of a peer that sends slowly. */
const pace = 20

const drips =
  (line: string): Conduct =>
  ({ repeats }) =>
    repeats(line, pace)

/** As fast as possible, many lines in one packet. */
const floods =
  (line: string): Conduct =>
  ({ repeats }) =>
    repeats(line.repeat(Math.ceil(65_536 / line.length)))

const isSilent: Conduct = ({ stays }) => stays()

/** Says +OK, and goes on otherwise. */
const listing =
  (goesOn: Conduct): Conduct =>
  (peer) => {
    peer.says('+OK\r\n')
    return goesOn(peer)
  }

const announcing =
  (goesOn: Conduct): Conduct =>
  (peer) => {
    peer.says('* 1 FETCH (BODY[] {99999999999}\r\n')
    return goesOn(peer)
  }

/** Says something, then nothing more, and stays connected. */
const saysAndStays =
  (octets: string): Conduct =>
  async ({ says, stays }) => {
    says(octets)
    await stays()
  }

/** A server that greets and answers what it knows, except for some commands or the greeting. */
function talks(
  greeting: string,
  replies: Readonly<Record<string, string>>,
  unknown: (line: string) => string,
  verbOf: (line: string) => string,
) {
  return (instead: Readonly<Record<string, Conduct>> = {}): Conduct =>
    async (peer) => {
      if (instead['greeting']) await instead['greeting'](peer)
      else peer.says(greeting)
      for (let line = await peer.hears(); line !== undefined; line = await peer.hears()) {
        const verb = verbOf(line)
        const other = instead[verb]
        if (other) await other(peer)
        else peer.says((replies[verb] ?? unknown(line)).replaceAll('TAG', line.split(' ', 1)[0] ?? ''))
      }
    }
}

const firstWord = (line: string): string => line.split(/[\s:]/, 1)[0]?.toUpperCase() ?? ''
const secondWord = (line: string): string => line.split(' ')[1]?.toUpperCase() ?? ''

/** Takes a message, whatever it is. */
const takesMessage: Conduct = async ({ says, hears }) => {
  says('354 go ahead\r\n')
  for (let line = await hears(); line !== undefined && line !== '.';) line = await hears()
  says('250 2.0.0 ok\r\n')
}

/** Takes every recipient and every message, and refuses what it does not know. */
export const smtpBut = (instead: Readonly<Record<string, Conduct>> = {}): Conduct =>
  talks(
    '220 mx.endless.test ESMTP\r\n',
    {
      EHLO: `250-mx.endless.test\r\n250-AUTH PLAIN\r\n250 ${instead['STARTTLS'] ? 'STARTTLS' : 'HELP'}\r\n`,
      HELO: '250 mx.endless.test\r\n',
      MAIL: '250 2.1.0 ok\r\n',
      RCPT: '250 2.1.5 ok\r\n',
      RSET: '250 2.0.0 ok\r\n',
      NOOP: '250 2.0.0 ok\r\n',
      QUIT: '221 2.0.0 bye\r\n',
    },
    () => '500 5.5.1 what\r\n',
    firstWord,
  )({ DATA: takesMessage, ...instead })

export const pop3But = talks(
  '+OK pop3.endless.test\r\n',
  {
    CAPA: '+OK\r\nUSER\r\n.\r\n',
    USER: '+OK\r\n',
    PASS: '+OK\r\n',
    STAT: '+OK 2147483647 2147483647\r\n',
    RETR: '+OK\r\nSubject: one of many\r\n\r\n.\r\n',
    QUIT: '+OK\r\n',
  },
  () => '-ERR what\r\n',
  firstWord,
)

export const imapBut = talks(
  '* OK imap.endless.test\r\n',
  {
    CAPABILITY: '* CAPABILITY IMAP4rev1\r\nTAG OK\r\n',
    LOGIN: 'TAG OK\r\n',
    LOGOUT: '* BYE\r\nTAG OK\r\n',
  },
  () => 'TAG BAD what\r\n',
  secondWord,
)

/** SMTP servers that come to no end, each with what it does. */
export const endlessSmtp: Readonly<Record<string, Conduct>> = {
  'says nothing': isSilent,
  'drips its greeting': drips('220-welcome\r\n'),
  'floods its greeting': floods('220-welcome\r\n'),
  'says one endless line': floods('2'),
  'drips its reply to EHLO': smtpBut({ EHLO: drips('250-hello\r\n') }),
  'floods its reply to EHLO': smtpBut({ EHLO: floods('250-hello\r\n') }),
  'drips its reply to RCPT': smtpBut({ RCPT: drips('250-ok\r\n') }),
  'floods its reply to RCPT': smtpBut({ RCPT: floods('250-ok\r\n') }),
  'drips after 221': smtpBut({ QUIT: drips('221 bye\r\n') }),
  'floods after 221': smtpBut({ QUIT: floods('221 bye\r\n') }),
  'stays open after 221': smtpBut({ QUIT: saysAndStays('221 bye\r\n') }),
  'says nothing after STARTTLS': smtpBut({ STARTTLS: saysAndStays('220 go ahead\r\n') }),
}

/** A server that stays open after 221 over TLS. */
export const staysUnderTls = (certificate: { key: string; cert: string }): Conduct =>
  smtpBut({
    STARTTLS: async ({ says, upgrades }) => {
      says('220 go ahead\r\n')
      await upgrades(certificate)
    },
    QUIT: saysAndStays('221 bye\r\n'),
  })

export const endlessPop3: Readonly<Record<string, Conduct>> = {
  'says nothing': isSilent,
  'drips its list of capabilities': pop3But({ CAPA: listing(drips('USER\r\n')) }),
  'floods its list of capabilities': pop3But({ CAPA: listing(floods('USER\r\n')) }),
  'drips after its last +OK': pop3But({ QUIT: drips('+OK\r\n') }),
}

export const endlessImap: Readonly<Record<string, Conduct>> = {
  'says nothing': isSilent,
  'drips untagged responses': imapBut({ CAPABILITY: drips('* 1 EXISTS\r\n') }),
  'floods untagged responses': imapBut({ CAPABILITY: floods('* 1 EXISTS\r\n') }),
  'announces an endless literal': imapBut({ CAPABILITY: announcing(floods('literally\r\n')) }),
  'drips after BYE': imapBut({ LOGOUT: drips('* BYE\r\n') }),
}
