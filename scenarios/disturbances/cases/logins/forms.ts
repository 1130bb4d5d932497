import { nobodyLogsIn } from '../../dependences.ts'
import { disturbance } from '../../disturbance.ts'

export const byApop = disturbance('pop3-login-by-apop', {
  why: 'A login is worth the same whether the password or a digest of it is shown (RFC 1939 §7).',
  meddlesWith: [],
  unless: [nobodyLogsIn],
  login: { pop3: 'APOP' },
})

export const bySasl = disturbance('logins-by-sasl', {
  why: 'A login by AUTH or AUTHENTICATE is worth as much as one by the commands of the protocol (RFC 5034).',
  meddlesWith: [],
  unless: [nobodyLogsIn],
  login: { pop3: 'PLAIN', imap: 'PLAIN', smtp: 'LOGIN' },
})

export const byCramMd5 = disturbance('logins-by-cram-md5', {
  why: 'A login by a digest of the password is worth as much as one by the password (RFC 2195).',
  meddlesWith: [],
  unless: [nobodyLogsIn],
  login: { pop3: 'CRAM-MD5', imap: 'CRAM-MD5', smtp: 'CRAM-MD5' },
})
