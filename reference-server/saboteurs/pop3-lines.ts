import { answersPop3, changed, hearsPop3 } from './pop3-answers.ts'
import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in how POP3 reads lines and writes them. */
export const pop3LineSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'pop3-greets-twice',
    clause: 'rfc1939.greeting',
    seam: 'pop3.greeting',
    replace: (greeting) => (due) => `${greeting(due)}+OK please log in\r\n`,
  }),
  answersPop3('rfc1939.status-upper-case', 'pop3-refuses-in-small-letters', ({ text }, { line }) =>
    line.startsWith('DELE') ? { reply: text.replace('-ERR', '-Err') } : undefined,
  ),
  answersPop3('rfc1939.lines-end-crlf', 'pop3-sends-line-feeds-as-stored', ({ rest }, { line }) =>
    rest && line.startsWith('RETR')
      ? { rest: changed(rest, (text) => text.replace('one\r\n', 'one\n')) }
      : undefined,
  ),
  answersPop3('rfc1939.keyword-any-case', 'pop3-knows-capitals-only', (_, { line }) =>
    /^[A-Za-z]*[a-z][A-Za-z]*(?: |$)/.test(line) ? { reply: '-ERR unknown command\r\n' } : undefined,
  ),
  answersPop3('rfc1939.wrong-state-err', 'pop3-counts-before-the-login', (_, { line, state }) =>
    line === 'STAT' && state.at === 'authorization' ? { reply: '+OK 0 0\r\n' } : undefined,
  ),
  answersPop3('rfc1939.wrong-state-err', 'pop3-takes-names-after-the-login', (_, { line, state }) =>
    line.startsWith('USER') && state.at === 'transaction' ? { reply: '+OK\r\n' } : undefined,
  ),
  answersPop3('rfc1939.empty-line-err', 'pop3-ends-at-an-empty-line', (_, { line }) =>
    line === '' ? { next: { at: 'closing' } } : undefined,
  ),
  hearsPop3('rfc1939.bad-number-err', 'pop3-numbers-have-32-bits', (line) =>
    line.replace(/ (\d+)/, (_, digits: string) => ` ${Number(digits) % 2 ** 32}`),
  ),
  answersPop3('rfc1939.one-line-one-answer', 'pop3-cuts-a-long-line-in-two', ({ text }, { is }) =>
    is === 'too-long' ? { reply: `${text}${text}` } : undefined,
  ),
  saboteur({
    id: 'pop3-takes-a-piece-for-a-line',
    clause: 'rfc1939.commands-in-pieces',
    seam: 'pop3.octets-heard',
    replace: (octetsHeard) => (sent) =>
      octetsHeard(sent.includes('\n') ? sent : Buffer.concat([sent, Buffer.from('\r\n')])),
  }),
]
