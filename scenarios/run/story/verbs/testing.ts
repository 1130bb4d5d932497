import { clientVerbs } from './client.ts'
import { clockVerbs } from './clock.ts'
import { dnsVerbs } from './dns.ts'
import { imapTalkVerbs } from './imap-talk.ts'
import { operatorVerbs } from './operator.ts'
import { peerVerbs } from './peer.ts'
import { pop3TalkVerbs } from './pop3-talk.ts'
import { sinkVerbs } from './sink.ts'
import { smtpTalkVerbs } from './smtp-talk.ts'

/** All verbs, by actor. */
export const verbTables = {
  client: clientVerbs,
  'SMTP session': smtpTalkVerbs,
  'POP3 session': pop3TalkVerbs,
  'IMAP session': imapTalkVerbs,
  peer: peerVerbs,
  clock: clockVerbs,
  sink: sinkVerbs,
  operator: operatorVerbs,
  dns: dnsVerbs,
}
