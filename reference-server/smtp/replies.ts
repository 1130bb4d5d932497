import { prepare, type Reply, type ReplyForm, type Words } from './reply.ts'

// RFC 5321 §4.2, §4.3.2; AUTH: RFC 4954 §6; SIZE: RFC 1870 §6; status codes: RFC 3463 and the IANA registry.

/** Every reply of the SMTP services, by name. */
const forms = {
  // Sessions
  greeting: { class: 2, code: 20, text: '{hostname} ESMTP' },
  hello: { class: 2, code: 50, text: '{hostname} greets {client}' },
  goodbye: { class: 2, code: 21, status: [0, 0], text: '{hostname} closes the connection' },
  ok: { class: 2, code: 50, status: [0, 0], text: 'ok' },
  reset: { class: 2, code: 50, status: [0, 0], text: 'mail transaction cleared' },
  help: { class: 2, code: 14, status: [0, 0], text: '{commands}\nSMTP as in RFC 5321' },
  idleTooLong: { class: 4, code: 21, status: [4, 2], text: '{hostname} closes an idle connection' },
  serverFull: { class: 4, code: 21, status: [3, 2], text: '{hostname} has too many connections open' },
  tooManyFromAddress: {
    class: 4,
    code: 21,
    status: [7, 0],
    text: '{hostname} has too many of your connections open',
  },
  messageTooSlow: {
    class: 4,
    code: 21,
    status: [4, 2],
    text: '{hostname} gives up waiting for the message',
  },
  shuttingDown: { class: 4, code: 21, status: [3, 2], text: '{hostname} is shutting down' },
  serverFault: { class: 4, code: 51, status: [3, 0], text: 'internal error, try again later' },

  // Commands
  unknownCommand: { class: 5, code: 0, status: [5, 2], text: 'no such command' },
  notHttp: { class: 4, code: 21, status: [7, 0], text: '{hostname} speaks SMTP, not HTTP' },
  lineTooLong: { class: 5, code: 0, status: [5, 2], text: 'line too long' },
  exchangeLineTooLong: { class: 5, code: 0, status: [5, 6], text: 'line too long' },
  bareLineFeed: { class: 5, code: 0, status: [5, 2], text: 'a line ends with CRLF, not with LF alone' },
  notImplemented: { class: 5, code: 2, status: [5, 1], text: 'command not implemented' },
  badSyntax: { class: 5, code: 1, status: [5, 2], text: 'syntax: {syntax}' },
  badArgument: { class: 5, code: 1, status: [5, 4], text: 'syntax: {syntax}' },
  helloFirst: { class: 5, code: 3, status: [5, 1], text: 'send EHLO or HELO first' },
  mailFirst: { class: 5, code: 3, status: [5, 1], text: 'send MAIL first' },
  recipientFirst: { class: 5, code: 3, status: [5, 1], text: 'send RCPT first' },
  nestedMail: { class: 5, code: 3, status: [5, 1], text: 'a mail transaction is under way' },
  unknownParameter: { class: 5, code: 55, status: [5, 4], text: 'parameter {parameter} not implemented' },
  parameterTwice: { class: 5, code: 1, status: [5, 4], text: 'parameter {parameter} is given twice' },
  badParameter: { class: 5, code: 1, status: [5, 4], text: 'parameter {parameter} is not well-formed' },

  // Paths
  senderOk: { class: 2, code: 50, status: [1, 0], text: 'reverse-path ok' },
  recipientOk: { class: 2, code: 50, status: [1, 5], text: 'recipient ok' },
  badSenderAddress: { class: 5, code: 1, status: [1, 7], text: 'reverse-path is not an address' },
  badRecipientAddress: { class: 5, code: 1, status: [1, 3], text: 'forward-path is not an address' },
  addressNotAscii: { class: 5, code: 53, status: [6, 7], text: 'local-parts are ASCII here' },
  tooManyRecipients: { class: 4, code: 52, status: [5, 3], text: 'too many recipients' },
  cannotVerify: { class: 2, code: 52, status: [1, 5], text: 'will not tell, but will accept mail' },

  // What rules say
  relayDenied: { class: 5, code: 50, status: [7, 1], text: 'relaying denied' },
  userUnknown: { class: 5, code: 50, status: [1, 1], text: 'no such mailbox' },
  authRequired: { class: 5, code: 30, status: [7, 0], text: 'authentication required' },
  senderBlocked: { class: 5, code: 50, status: [7, 1], text: 'no mail from this sender' },
  nullSenderRefused: { class: 5, code: 1, status: [1, 7], text: 'the null reverse-path is refused' },
  senderUnknown: { class: 5, code: 50, status: [1, 8], text: 'no such sender here' },
  senderUnauthorized: {
    class: 5,
    code: 50,
    status: [7, 1],
    text: 'a sender of this domain must authenticate',
  },
  rateExceeded: { class: 4, code: 50, status: [7, 1], text: 'too many messages from this address' },
  tooManyFailures: {
    class: 4,
    code: 21,
    status: [7, 0],
    text: '{hostname} closes: too many commands failed',
  },
  tooManyUnknown: {
    class: 4,
    code: 50,
    status: [7, 1],
    text: 'too many unknown recipients from this address',
  },
  blockedAtGreeting: {
    class: 4,
    code: 21,
    status: [7, 0],
    text: '{hostname} closes: too many unknown recipients from this address',
  },
  greylisted: { class: 4, code: 51, status: [7, 1], text: 'not seen before, try again later' },
  accessDenied: { class: 5, code: 54, status: [7, 1], text: 'no service for this address' },

  // Messages
  startMessage: { class: 3, code: 54, text: 'end the message with a single dot on a line' },
  messageAccepted: { class: 2, code: 50, status: [6, 0], text: 'message {id} accepted' },
  messageTooLarge: { class: 5, code: 52, status: [3, 4], text: 'message larger than {octets} octets' },
  messageWithBareLineFeed: {
    class: 5,
    code: 50,
    status: [6, 11],
    text: 'message has a bare CR or LF; lines end with CRLF',
  },
  messageWithNul: { class: 5, code: 50, status: [6, 0], text: 'message has a NUL, which is not allowed' },
  tooManyHops: {
    class: 5,
    code: 54,
    status: [4, 6],
    text: '{hops} Received fields, at most {most} allowed: mail loop',
  },
  notExamined: {
    class: 4,
    code: 51,
    status: [3, 0],
    text: 'the message could not be examined, try again later',
  },
  noSpace: { class: 4, code: 52, status: [3, 1], text: 'insufficient storage, try again later' },
  noRoom: { class: 4, code: 52, status: [3, 1], text: 'too much mail is arriving, try again later' },

  // AUTH and STARTTLS
  authAccepted: { class: 2, code: 35, status: [7, 0], text: 'authenticated' },
  authContinues: { class: 3, code: 34, text: '{challenge}' },
  authRefused: { class: 5, code: 35, status: [7, 8], text: 'credentials refused' },
  authTooEarly: { class: 5, code: 1, status: [7, 0], text: 'this mechanism begins with a challenge' },
  authCancelled: { class: 5, code: 1, status: [7, 0], text: 'authentication cancelled' },
  authNotBase64: { class: 5, code: 1, status: [5, 2], text: 'not base64' },
  authNeedsTls: { class: 5, code: 38, status: [7, 11], text: 'authentication requires TLS' },
  mechanismUnknown: { class: 5, code: 4, status: [5, 4], text: 'mechanism not offered' },
  authTwice: { class: 5, code: 3, status: [5, 1], text: 'already authenticated' },
  tlsReady: { class: 2, code: 20, status: [0, 0], text: 'go ahead' },
  tlsTwice: { class: 5, code: 3, status: [5, 1], text: 'TLS is active' },
} as const satisfies Record<string, ReplyForm>

/** The name of a reply. */
export type ReplyName = keyof typeof forms

/** Renders a reply by its name. */
export type Replies = (name: ReplyName, words?: Words) => Reply

/** Texts that a product's manual fixes: they replace ours under its profile. */
const productForms: Readonly<Record<string, Partial<Record<ReplyName, ReplyForm>>>> = {
  // The manual gives the whole text, without an enhanced status code. @see imail.relay.refusal-550-text
  imail: {
    relayDenied: { class: 5, code: 50, text: 'unknown local host {domain}, not a gateway' },
    // @see imail.kill-file.reply-501
    senderBlocked: { class: 5, code: 1, text: 'unacceptable mail address' },
  },
}

const prepared = new Map<string, Replies>()

/** The replies as a product words them, prepared once for all servers of a process. */
export function repliesFor(product: string): Replies {
  const known = prepared.get(product)
  if (known) return known
  const table = new Map(
    Object.entries({ ...forms, ...productForms[product] }).map(([name, form]) => [name, prepare(form)]),
  )
  const replies: Replies = (name, words) => {
    const say = table.get(name)
    if (!say) throw new Error(`no reply is called ${name}`)
    return say(words)
  }
  prepared.set(product, replies)
  return replies
}

/** Tells whether a rule's word for its reply is in the table. */
export const isReplyName = (name: string): name is ReplyName => Object.hasOwn(forms, name)

/** The names of all replies. */
export const replyNames: readonly ReplyName[] = Object.keys(forms).filter(isReplyName)
