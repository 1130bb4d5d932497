import type { Clause, ClauseSetting } from './clause.ts'
import { clauseTable } from './clause-table.ts'

const submissionSettings: readonly ClauseSetting[] = [
  {
    key: 'submission.enabled',
    name: 'c_mail_smtp_delivery_messagesubmission',
    type: 'integer 0|1',
    default: '0',
    defaultBasis: 'implied',
  },
]

const aliasSettings: readonly ClauseSetting[] = [
  { key: 'aliases.table', name: 'Mail Aliases', type: 'map alias -> list of accounts, per domain' },
]

/** What the grey lists of two products imply about mail of their own users, and mail that has no mailbox here. */
const greylisting = <const Prefix extends 'commgate.greylist.' | 'ics.sender.greylist-'>(
  prefix: Prefix,
  { product, place }: Pick<Clause, 'product' | 'place'>,
) => {
  const common = {
    product,
    place,
    area: 'greylisting',
    protocols: ['smtp'],
    settings: [{ key: 'greylist.enabled', name: 'greylisting', type: 'boolean' }],
    testable: 'session',
    thirdParty: 'yes',
  } as const satisfies Partial<Clause>
  return [
    {
      ...common,
      id: `${prefix}authenticated-passes`,
      statement: 'Mail of authenticated users MUST NOT be greylisted.',
      level: 'must',
      observation: [
        'Grey list on: U authenticates as alice and sends to bob for the first time: 250, delivered.',
        'Control: the same first message without AUTH gets 4xx.',
      ],
      ambiguity:
        'Implied: the list is a filter against servers that do not come back; a mail program that has logged in does not come back by itself.',
    },
    {
      ...common,
      id: `${prefix}unknown-recipient-refused`,
      statement:
        'With the grey list on, a recipient without a mailbox SHOULD be refused permanently, not deferred.',
      level: 'should',
      observation: [
        'Grey list on: U names nobody@local.test: 5xx at RCPT, at the first attempt and after the delay.',
        'Control: bob gets 4xx, and is accepted after the delay.',
      ],
      ambiguity:
        'Implied: a deferral promises that coming back will help, and here it cannot. A server may ask the list first.',
    },
  ] as const
}

/**
 * What the manuals imply without stating it, or may be read to say. These clauses stand beside the 495 statements of
 * the manuals and are counted apart from them; the note of each tells what it rests on.
 */
export const impliedClauses = clauseTable([
  {
    id: 'icewarp.submission.trusted-ip-suffices',
    product: 'icewarp',
    area: 'submission',
    place: 'Trusted IPs list; Submission Port (RFC4409)',
    statement:
      'A client whose address is on the Trusted IPs list MUST be able to send on port 587 without AUTH.',
    level: 'must',
    protocols: ['submission'],
    settings: [
      ...submissionSettings,
      {
        key: 'relay.trusted',
        name: 'Trusted IPs',
        type: 'ordered list of address patterns',
        default: 'localhost (127.0.0.1)',
      },
    ],
    observation: [
      'From T on 587 without AUTH: MAIL FROM:<alice@local.test>, RCPT TO:<x@remote.test> answer 250 and the sink receives the message.',
      'Control: from U the same MAIL is refused.',
    ],
    ambiguity:
      'Implied by the exemption of trusted addresses from authentication, and by the WebClient, which may send on 587 from a trusted host.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.port25-existing-local-sender',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port note',
    statement:
      'With the submission port feature on, port 25 SHOULD accept mail for local recipients from an envelope sender in a local domain whose account exists.',
    level: 'should',
    protocols: ['smtp'],
    settings: submissionSettings,
    observation: [
      'From U on 25, MAIL FROM:<alice@local.test>, RCPT TO:<bob@local.test>: 250/250, delivered.',
      'Control: MAIL FROM:<xxx@local.test> (no such account) in the same session is refused.',
    ],
    ambiguity:
      'Implied by one of two readings of the note: it may speak of port 25, where nobody authenticates, as well as of 587. Its other reading is tested by icewarp.submission.existing-local-sender-permitted. The local-originator check, where it is on, still refuses such mail.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.port25-unknown-local-sender',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port note',
    statement:
      'With the submission port feature on, port 25 SHOULD refuse an envelope sender in a local domain without an account there, from clients that are not authorized.',
    level: 'should',
    protocols: ['smtp'],
    settings: submissionSettings,
    observation: [
      'From U on 25, MAIL FROM:<xxx@local.test> (no such account), RCPT TO:<bob@local.test>: refused (5xx at MAIL or RCPT), nothing delivered.',
      'Control: MAIL FROM:<alice@local.test> is accepted, and so is MAIL FROM:<xxx@remote.test>; with the feature off all three are.',
    ],
    ambiguity:
      'Implied by the reading of the note in which it speaks of port 25: an unknown local sender is refused "due to submission". A trusted client may send under any name, as icewarp.trusted-ips.no-auth-needed says.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'icewarp.submission.port25-bypass-lifts',
    product: 'icewarp',
    area: 'submission',
    place: 'Submission Port note and Bypass',
    statement:
      'With a submission bypass for local senders in place, port 25 SHOULD no longer refuse an envelope sender in a local domain for having no account.',
    level: 'should',
    protocols: ['smtp', 'admin'],
    settings: [
      ...submissionSettings,
      { key: 'submission.bypassFile', name: '<install_dir>/Config/submissionbypass.dat', type: 'file' },
    ],
    observation: [
      'From U on 25, MAIL FROM:<xxx@local.test> is refused; create submissionbypass.dat with the line l: and repeat: 250, delivered; delete the file: refused again.',
    ],
    ambiguity: 'Implied by "unless bypassed", in the reading of the note in which it speaks of port 25.',
    testable: 'admin',
    thirdParty: 'no',
  },
  {
    id: 'icewarp.submission.window-suffices',
    product: 'icewarp',
    area: 'submission',
    place: 'POP before SMTP (Min); Submission Port (RFC4409)',
    statement: 'A client within its POP-before-SMTP window SHOULD be able to send on port 587 without AUTH.',
    level: 'should',
    protocols: ['submission', 'pop3'],
    settings: [
      ...submissionSettings,
      { key: 'popBeforeSmtp.enabled', name: 'POP before SMTP (Min), check box', type: 'boolean' },
    ],
    observation: [
      'U logs in over POP3 and sends on 587 without AUTH, to bob and to x@remote.test: 250 each, delivered.',
      'Control: before the login, after the window and from V the same MAIL is refused.',
    ],
    time: 'P minutes',
    ambiguity:
      'Implied by icewarp.pop-before-smtp.same-rights-as-auth; whether the submission port counts the window as authentication is not said.',
    testable: 'session',
    thirdParty: 'partly',
  },
  {
    id: 'kerio.relay.pop3-window-binds-open-sessions',
    product: 'kerio',
    area: 'pop-before-smtp',
    place: 'Relay control',
    statement:
      'A session that was opened within the minutes after a POP3 login SHOULD NOT relay once they are over; local recipients stay accepted.',
    level: 'should',
    protocols: ['pop3', 'smtp'],
    settings: [
      {
        key: 'popBeforeSmtp.window',
        name: 'Allow SMTP relay for ... minutes after successful POP3 login',
        type: 'integer',
        unit: 'minutes',
      },
    ],
    observation: [
      'P=1: U logs in over POP3 and opens SMTP; RCPT TO:<x@remote.test> answers 250 within the minute and is refused after it, in the same session; RCPT TO:<bob@local.test> answers 250.',
    ],
    time: 'P minutes',
    ambiguity:
      'Implied: the minutes are those in which relaying is allowed, not those in which a session may begin. The manual does not speak of sessions; a server that judges a session by its beginning is reported as a variant.',
    testable: 'session',
    thirdParty: 'partly',
  },
  ...greylisting('commgate.greylist.', { product: 'commgate', place: 'Filters / Greylist: Greylisting' }),
  {
    id: 'commgate.greylist.outgoing-passes',
    product: 'commgate',
    area: 'greylisting',
    place: 'Filters / Greylist: Greylisting',
    statement: 'Mail for other domains, from clients that may send it, MUST NOT be greylisted.',
    level: 'must',
    protocols: ['smtp'],
    settings: [{ key: 'greylist.enabled', name: 'Greylisting Status', type: 'boolean' }],
    observation: [
      'Grey list on: T, without AUTH, sends to x@remote.test for the first time: 250, and the sink receives it.',
      'Control: the first message of U to bob gets 4xx.',
    ],
    ambiguity: 'Implied: the list stands before the mailboxes of this server.',
    testable: 'session',
    thirdParty: 'yes',
  },
  ...greylisting('ics.sender.greylist-', { product: 'ics', place: 'White lists: Permitted networks' }),
  {
    id: 'ics.smarthost.no-auth-when-off',
    product: 'ics',
    area: 'smarthost',
    place: 'Sending through external SMTP',
    statement:
      "With 'use authentication' off, the server MUST NOT send AUTH to the relay, even if credentials are set.",
    level: 'must',
    protocols: ['delivery'],
    settings: [
      { key: 'smarthost.auth', name: 'use authentication', type: 'boolean' },
      { key: 'smarthost.credentials', name: 'user and password', type: 'user and password' },
    ],
    observation: [
      'S1 offers AUTH and demands none; credentials are set and the box is unticked: the message arrives, and S1 has seen no AUTH.',
      'Control: with the box ticked S1 sees AUTH.',
    ],
    ambiguity: 'Implied by the box: what it switches on is off without it.',
    testable: 'session',
    thirdParty: 'yes',
  },
  {
    id: 'commgate.aliases.dotted-name',
    product: 'commgate',
    area: 'lists-and-aliases',
    place: 'Aliases: Overview; Add Mode',
    statement:
      'An alias whose name has a dot MUST be known by that name alone, and not by a part of it or without the dot.',
    level: 'must',
    protocols: ['smtp'],
    settings: aliasSettings,
    observation: [
      "Alias veruca.salt -> veruca: mail to veruca.salt@local.test arrives in veruca's INBOX.",
      'Control: verucasalt@local.test and salt@local.test are refused with 550.',
    ],
    ambiguity: 'Implied by the example of the manual, whose alias has a dot.',
    testable: 'session',
    thirdParty: 'yes',
    waitsFor: 'aliases',
  },
  {
    id: 'commgate.aliases.same-name-as-account',
    product: 'commgate',
    area: 'lists-and-aliases',
    place: 'Aliases: Overview; Add Mode',
    statement:
      'Mail to an address that is both an alias and an account SHOULD reach the accounts of the alias.',
    level: 'should',
    protocols: ['smtp'],
    settings: aliasSettings,
    observation: [
      "Alias bob -> carol, and an account bob: mail to bob@local.test arrives in carol's INBOX; whether bob gets a copy is recorded.",
      "Control: without the alias it arrives in bob's.",
    ],
    ambiguity:
      'Implied: an alias is there to route; the manual does not say what an account of the same name means. An administration that refuses such an alias is a variant.',
    testable: 'session',
    thirdParty: 'yes',
    waitsFor: 'aliases',
  },
])
