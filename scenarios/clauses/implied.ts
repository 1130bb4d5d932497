import { clauseTable } from './clause-table.ts'

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
      {
        key: 'submission.enabled',
        name: 'c_mail_smtp_delivery_messagesubmission',
        type: 'integer 0|1',
        default: '0',
        defaultBasis: 'implied',
      },
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
])
