import { servicesOf } from '../../scenarios/evidence/services.ts'
import type { Door } from './attack.ts'
import { account, domain } from './stage.ts'

/** What a client says in a session, step by step; a reply is waited for after each. */
export interface Dialogue {
  readonly door: Door
  readonly steps: readonly string[]
}

const { address, password } = account
const plain = Buffer.from(`\0${address}\0${password}`).toString('base64')
const login = [address, password].map((text) => Buffer.from(text).toString('base64'))

const message =
  `From: Eve <eve@elsewhere.test>\r\nTo: <${address}>\r\nSubject: =?utf-8?Q?caf=C3=A9?=\r\n` +
  'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' +
  '--b\r\nContent-Type: text/plain; charset="us-ascii"\r\n\r\n..one\r\n' +
  '--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: within\r\n\r\ntext\r\n--b--\r\n.\r\n'

const mail = [`MAIL FROM:<eve@elsewhere.test> SIZE=400 BODY=8BITMIME\r\n`, `RCPT TO:<${address}>\r\n`]

const smtp: readonly (readonly string[])[] = [
  ['EHLO client.test\r\n', ...mail, 'DATA\r\n', message, 'NOOP\r\n', 'QUIT\r\n'],
  ['EHLO client.test\r\n', `${mail.join('')}RCPT TO:<carol@remote.test>\r\nDATA\r\n`, message, 'QUIT\r\n'],
  [
    'HELO client.test\r\n',
    'HELP\r\n',
    `VRFY ${address}\r\n`,
    `EXPN staff@${domain}\r\n`,
    'RSET\r\n',
    'QUIT\r\n',
  ],
  [
    'EHLO [127.0.0.2]\r\n',
    `AUTH PLAIN ${plain}\r\n`,
    'MAIL FROM:<> RET=HDRS\r\n',
    `RCPT TO:<@a.test,@b.test:${address}>\r\n`,
    'QUIT\r\n',
  ],
  [
    'EHLO client.test\r\n',
    'AUTH LOGIN\r\n',
    ...login.map((text) => `${text}\r\n`),
    `MAIL FROM:<${address}> AUTH=<>\r\n`,
    'QUIT\r\n',
  ],
  ['EHLO client.test\r\n', 'AUTH CRAM-MD5\r\n', `${plain}\r\n`, 'AUTH PLAIN\r\n', '*\r\n', 'QUIT\r\n'],
  ['EHLO client.test\r\n', 'STARTTLS\r\n', 'EHLO client.test\r\n'],
]

const pop3: readonly (readonly string[])[] = [
  [
    `USER ${address}\r\n`,
    `PASS ${password}\r\n`,
    'STAT\r\n',
    'LIST\r\n',
    'UIDL 1\r\n',
    'TOP 1 2\r\n',
    'RETR 1\r\n',
    'DELE 1\r\n',
    'RSET\r\n',
    'QUIT\r\n',
  ],
  ['CAPA\r\n', 'AUTH\r\n', `AUTH PLAIN ${plain}\r\n`, 'NOOP\r\n', 'LAST\r\n', 'DELE 1\r\n', 'QUIT\r\n'],
  [
    `APOP ${address} c4c9334bac560ecc979e58001b3e22fb\r\n`,
    'AUTH LOGIN\r\n',
    ...login.map((text) => `${text}\r\n`),
    'UIDL\r\n',
    'QUIT\r\n',
  ],
  ['STLS\r\n', 'CAPA\r\n'],
]

const imapLogin = `a1 LOGIN "${address}" {${password.length}}\r\n`
const imap: readonly (readonly string[])[] = [
  [
    imapLogin,
    `${password}\r\n`,
    'a2 SELECT INBOX\r\n',
    'a3 FETCH 1:* (FLAGS UID ENVELOPE BODYSTRUCTURE RFC822.SIZE)\r\n',
    'a4 UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (From Subject)]<0.100> BODY[1.MIME])\r\n',
    'a5 LOGOUT\r\n',
  ],
  [
    imapLogin,
    `${password}\r\n`,
    'a2 EXAMINE INBOX\r\n',
    'a3 NOOP\r\n',
    'a4 IDLE\r\n',
    'DONE\r\n',
    'a5 CLOSE\r\n',
    'a6 LIST "" "*"\r\n',
    'a7 LSUB "" "%/%"\r\n',
    'a8 LOGOUT\r\n',
  ],
  [
    `a1 AUTHENTICATE PLAIN\r\n`,
    `${plain}\r\n`,
    'a2 SELECT INBOX\r\n',
    'a3 STORE 1 +FLAGS (\\Deleted \\Seen)\r\n',
    'a4 SEARCH OR UNSEEN NOT SUBJECT "x"\r\n',
    'a5 EXPUNGE\r\n',
    `a6 APPEND INBOX (\\Seen) {14}\r\n`,
    'Subject: x\r\n\r\n\r\n',
    'a7 STATUS INBOX (MESSAGES UNSEEN)\r\n',
    'a8 COPY 1:* INBOX\r\n',
    'a9 LOGOUT\r\n',
  ],
  [
    'a1 CAPABILITY\r\n',
    'a2 ID ("name" "x" "version" NIL)\r\n',
    'a3 NAMESPACE\r\n',
    'a4 STARTTLS\r\n',
    'a5 CAPABILITY\r\n',
  ],
]

const request = (line: string, body = '', more = ''): string =>
  `${line} HTTP/1.1\r\nhost: control\r\ncontent-length: ${body.length}\r\n${more}\r\n${body}`
const control: readonly (readonly string[])[] = [
  [request('GET /v1/state'), request('GET /v1/sink'), request('GET /v1/clock')],
  [
    request(
      'POST /v1/stage',
      '{"scenario":"x","profile":"kerio","policy":{}}',
      'content-type: application/json\r\n',
    ),
  ],
  [
    request('POST /v1/clock', '{"advance":1000}'),
    request('PUT /v1/files/a/b', '{"lines":["a"]}'),
    request('DELETE /v1/files/..%2fa'),
  ],
]

/** Legal dialogues of every door, from which mutations begin. */
export const dialogues: readonly Dialogue[] = [
  ...servicesOf('smtp').flatMap((door) => smtp.map((steps) => ({ door, steps }))),
  ...servicesOf('pop3').flatMap((door) => pop3.map((steps) => ({ door, steps }))),
  ...servicesOf('imap').flatMap((door) => imap.map((steps) => ({ door, steps }))),
  ...control.map((steps) => ({ door: 'control' as const, steps })),
]
