import type { ClauseSetting } from './clause.ts'
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
      'With the submission port feature on, port 25 SHOULD take mail for local recipients from an envelope sender in a local domain whose account exists.',
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
])
