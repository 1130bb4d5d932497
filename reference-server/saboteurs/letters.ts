import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in what the server adds to a message: its trace fields, and the reports it writes. */
export const traceSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'source-is-what-it-says-it-is',
    clause: 'imail.headers.source-ip',
    seam: 'message.received-field',
    replace: (receivedField) => (origin, by) => {
      const literal = origin.hello?.name.replace(/^\[|\]$/g, '') ?? ''
      return receivedField(/^[\d.]+$/.test(literal) ? { ...origin, address: literal } : origin, by)
    },
  }),
  saboteur({
    id: 'source-loses-its-last-octet',
    clause: 'imail.headers.source-ip',
    seam: 'message.received-field',
    replace: (receivedField) => (origin, by) =>
      receivedField({ ...origin, address: origin.address.replace(/\d+$/, '0') }, by),
  }),
  saboteur({
    id: 'users-are-not-traced',
    clause: 'kerio.headers.server-visible',
    seam: 'message.received-field',
    replace: (receivedField) => (origin, by) =>
      origin.account === undefined ? receivedField(origin, by) : '',
  }),
  saboteur({
    id: 'server-does-not-name-itself',
    clause: 'kerio.headers.server-visible',
    seam: 'message.received-field',
    replace: (receivedField) => (origin, by) => receivedField(origin, by).replace(/\tby \S+ /, '\t'),
  }),
  saboteur({
    id: 'client-is-traced-once',
    clause: 'rfc5321.received-field',
    seam: 'message.received-field',
    replace: (receivedField) => {
      const traced = new Set<string>()
      return (origin, by) => {
        const isNew = !traced.has(origin.address)
        traced.add(origin.address)
        return isNew ? receivedField(origin, by) : ''
      }
    },
  }),
  saboteur({
    id: 'reports-have-no-return-path',
    clause: 'rfc5321.return-path',
    seam: 'delivery.return-path',
    replace: (field) => (reversePath) => (reversePath === null ? Buffer.alloc(0) : field(reversePath)),
  }),
  saboteur({
    id: 'return-path-in-small-letters',
    clause: 'rfc5321.return-path',
    seam: 'delivery.return-path',
    replace: (field) => (reversePath) =>
      field(reversePath && { ...reversePath, localPart: reversePath.localPart.toLowerCase() }),
  }),
  saboteur({
    id: 'return-path-stands-twice',
    clause: 'rfc5321.return-path',
    seam: 'delivery.return-path',
    replace: (field) => (reversePath) => Buffer.concat([field(reversePath), field(reversePath)]),
  }),
  saboteur({
    id: 'report-has-a-sender',
    clause: 'rfc5321.null-reverse-path',
    seam: 'delivery.return-path',
    replace: (field) => (reversePath) =>
      field(
        reversePath ?? { text: 'mailer-daemon@local.test', localPart: 'mailer-daemon', domain: 'local.test' },
      ),
  }),
  saboteur({
    id: 'failures-are-kept-quiet',
    clause: 'rfc5321.nxdomain-fails-at-once',
    seam: 'delivery.is-reported-on',
    replace: () => () => false,
  }),
  saboteur({
    id: 'report-is-a-plain-text',
    clause: 'rfc3464.names-recipients',
    seam: 'delivery.report',
    replace: (report) => (facts) =>
      changed(report(facts), (text) =>
        text.replace(/^MIME-Version.*\r\n/m, '').replace(/^Content-Type: multipart.*\r\n/m, ''),
      ),
  }),
  saboteur({
    id: 'report-says-delayed',
    clause: 'rfc3464.names-recipients',
    seam: 'delivery.report',
    replace: (report) => (facts) =>
      changed(report(facts), (text) => text.replaceAll('Action: failed', 'Action: delayed')),
  }),
  saboteur({
    id: 'report-names-who-gets-it',
    clause: 'rfc3464.names-recipients',
    seam: 'delivery.report',
    replace: (report) => (facts) =>
      report({ ...facts, lost: facts.lost.map((one) => ({ ...one, path: facts.to })) }),
  }),
]

/** Faults in what is kept of the octets that were sent. */
export const contentSaboteurs: readonly Saboteur[] = (
  [
    [
      'doubles-go-in-received-fields',
      'rfc5321.received-untouched',
      (text) => text.replace(/^(Received:[^\n]*\n)\1/gim, '$1'),
    ],
    [
      'received-fields-in-one-case',
      'rfc5321.received-untouched',
      (text) => text.replace(/^received:/gim, 'Received:'),
    ],
    ['dots-stay-doubled', 'rfc5321.dot-unstuffed', (text) => text.replace(/^\./gm, '..')],
    ['all-dots-go', 'rfc5321.dot-unstuffed', (text) => text.replace(/^\.+/gm, '')],
    ['blanks-at-line-ends-go', 'rfc5321.characters-kept', (text) => text.replace(/[ \t]+\r\n/g, '\r\n')],
    ['empty-lines-at-the-end-go', 'rfc5321.characters-kept', (text) => text.replace(/(?:\r\n)+$/, '\r\n')],
    ['from-is-quoted', 'rfc5321.characters-kept', (text) => text.replace(/^From /gm, '>From ')],
    [
      'long-lines-are-folded',
      'rfc5321.text-line-1000',
      (text) => text.replace(/^(.{992})(?=.)/gm, '$1\r\n '),
    ],
    [
      'header-is-folded-anew',
      'rfc5321.relay-leaves-content',
      (text) => text.replace(/\r\n[ \t]+(?=\S)/g, ' '),
    ],
    [
      'fields-are-spelled-anew',
      'rfc5321.relay-leaves-content',
      (text) => text.replace(/^x-lower:/m, 'X-Lower: '),
    ],
    ['dots-are-sent-bare', 'rfc5321.dot-stuffed-outbound', (text) => text.replace(/^\.(?=[^\r])/gm, '')],
  ] as const satisfies readonly (readonly [string, Saboteur['clause'], (text: string) => string])[]
).map(([id, clause, change]) =>
  saboteur({
    id,
    clause,
    seam: 'message.kept',
    replace: () => (pieces) => [changed(Buffer.concat(pieces), change)],
  }),
)

const changed = (octets: Buffer, change: (text: string) => string): Buffer =>
  Buffer.from(change(octets.toString('latin1')), 'latin1')
