import { imapBut, pop3But, smtpBut } from './endless-peers.ts'
import type { Peer } from './scripted-peer.ts'

/** Servers that put words of somebody's choice into everything they say, and take every recipient. */
export function hostilePeers(words: string) {
  const says =
    (line: string) =>
    (peer: Peer): void =>
      peer.says(line.replaceAll('WORDS', words))
  return {
    mx: smtpBut({
      greeting: says('220 mx.hostile.test ESMTP WORDS\r\n'),
      EHLO: says('250-mx.hostile.test WORDS\r\n250-AUTH PLAIN WORDS\r\n250 WORDS\r\n'),
      AUTH: says('535 5.7.8 WORDS\r\n'),
      MAIL: says('250 2.1.0 WORDS\r\n'),
      RCPT: says('250-2.1.5 WORDS\r\n250 2.1.5 WORDS\r\n'),
      RSET: says('250 2.0.0 WORDS\r\n'),
      NOOP: says('250 2.0.0 WORDS\r\n'),
      XCANARY: says('500 5.5.1 WORDS\r\n'),
      QUIT: says('221 2.0.0 WORDS\r\n'),
    }),
    pop3: pop3But({
      greeting: says('+OK pop3.hostile.test WORDS\r\n'),
      CAPA: says('+OK WORDS\r\nUSER\r\nSASL PLAIN WORDS\r\nWORDS\r\n.\r\n'),
      USER: says('+OK WORDS\r\n'),
      PASS: says('-ERR WORDS\r\n'),
      QUIT: says('+OK WORDS\r\n'),
    }),
    imap: imapBut({
      greeting: says('* OK imap.hostile.test WORDS\r\n'),
      LOGIN: says('a2 NO WORDS\r\n'),
    }),
  }
}
