// RFC 5321 §4.2; enhanced status codes: RFC 3463.

/** What a peer lists after EHLO unless it is told otherwise. */
export const usualExtensions: readonly string[] = ['PIPELINING', '8BITMIME', 'SMTPUTF8']

/** Objections to what is said out of order. */
export const replies = {
  unknown: '500 5.5.2 not a command of this peer',
  notKnown: '502 5.5.1 not offered here',
  noReversePath: '501 5.5.4 MAIL FROM:<reverse-path>',
  noForwardPath: '501 5.5.4 RCPT TO:<forward-path>',
  oneReversePath: '503 5.5.1 one reverse-path is enough',
  mailFirst: '503 5.5.1 MAIL first',
  rcptFirst: '503 5.5.1 RCPT first',
  noRoom: '452 4.3.1 the peer is full',
  tlsFirst: '530 5.7.0 STARTTLS first',
  authFirst: '530 5.7.0 authentication required',
  noCredentials: '501 5.5.2 neither a name nor a password',
  lineTooLong: '421 4.5.2 line too long',
} as const

/** The path between the brackets, quoted local-part and all; undefined when there is none. */
export function pathOf(command: string, start: RegExp): string | undefined {
  const rest = start.test(command) ? command.replace(start, '') : ''
  return /^<((?:"(?:[^"\\]|\\.)*"|[^"<>])*)>/.exec(rest)?.[1]
}
