/**
 * Who may import whom. The longest `folder` that a file's path begins with is its row. An entry of `may` is a folder
 * (what is under it), a file, an alias of package.json (`#dsl`), a package, or `node:*`. A row that ends in `*.test.ts`
 * is for the tests of that part. A table in one piece, however long: it is read as a whole.
 */
export interface ImportRow {
  readonly folder: string
  readonly may: readonly string[]
  /** Of those, what may be imported as types only. */
  readonly typesOnly?: readonly string[]
}

const protocolSide = [
  'reference-server/policy',
  'reference-server/profiles',
  'reference-server/sasl',
  'reference-server/store',
  'reference-server/delivery',
  'reference-server/surroundings',
]

/** What stands on an adapter: the words its author writes in, and how a server of ours is run. */
const adapterSide = [
  'scenarios/targets/target.ts',
  'scenarios/targets/adapter',
  'scenarios/targets/native',
  'scenarios/evidence/services.ts',
]

export const importTable: readonly ImportRow[] = [
  { folder: 'reference-server/policy', may: ['reference-server/policy'] },
  {
    folder: 'reference-server/policy/testing.ts',
    may: ['reference-server/policy', 'reference-server/profiles'],
  },
  { folder: 'reference-server/policy/document/document.ts', may: ['reference-server/policy', 'zod'] },
  { folder: 'reference-server/policy/addresses/domain.ts', may: ['node:url'] },
  { folder: 'reference-server/profiles', may: ['reference-server/policy', 'reference-server/profiles'] },
  {
    folder: 'reference-server/smtp',
    may: [
      ...protocolSide,
      'reference-server/message/mail-item.ts',
      'reference-server/content/content.ts',
      'reference-server/smtp',
      'smtp-server',
      'node:*',
    ],
  },
  {
    folder: 'reference-server/pop3',
    may: [
      ...protocolSide,
      'reference-server/message',
      'reference-server/mailbox-session',
      'reference-server/pop3',
      'node:*',
    ],
  },
  {
    folder: 'reference-server/imap',
    may: [
      ...protocolSide,
      'reference-server/message',
      'reference-server/mailbox-session',
      'reference-server/imap',
      'node:*',
    ],
  },
  {
    folder: 'reference-server/mailbox-session',
    may: [...protocolSide, 'reference-server/mailbox-session', 'node:*'],
  },
  { folder: 'reference-server/message', may: ['reference-server/message', 'node:*'] },
  {
    folder: 'reference-server/message/mail-item.ts',
    may: ['reference-server/policy/facts.ts'],
    typesOnly: ['reference-server/policy/facts.ts'],
  },
  {
    folder: 'reference-server/sasl',
    may: ['reference-server/policy', 'reference-server/surroundings', 'reference-server/sasl', 'node:*'],
  },
  {
    folder: 'reference-server/store',
    may: ['reference-server/policy', 'reference-server/surroundings', 'reference-server/store', 'node:*'],
  },
  {
    folder: 'reference-server/delivery',
    may: [
      'reference-server/policy',
      'reference-server/surroundings',
      'reference-server/store',
      'reference-server/message/mail-item.ts',
      'reference-server/delivery',
      'nodemailer',
      'node:*',
    ],
  },
  {
    folder: 'reference-server/content',
    may: [
      'reference-server/policy',
      'reference-server/message',
      'reference-server/surroundings',
      'reference-server/content',
    ],
  },
  { folder: 'reference-server/delivery/record-text.ts', may: ['reference-server/delivery', 'zod'] },
  { folder: 'reference-server/surroundings', may: ['reference-server/surroundings', 'node:*'] },
  {
    folder: 'reference-server/listen',
    may: [
      'reference-server/smtp',
      'reference-server/mailbox-session',
      'reference-server/pop3',
      'reference-server/imap',
      'reference-server/surroundings',
      'reference-server/policy/addresses/ip-address.ts',
      'reference-server/listen',
      'node:*',
    ],
  },
  { folder: 'reference-server/listen/testing', may: ['reference-server', 'node:*'] },
  {
    folder: 'reference-server/saboteurs',
    may: ['reference-server/policy', 'reference-server/seams.ts', 'reference-server/saboteurs'],
  },
  {
    // Puts together what each part asks; no part sees it.
    folder: 'reference-server/seams.ts',
    may: [
      'reference-server/policy/seams.ts',
      'reference-server/profiles/seams.ts',
      'reference-server/sasl/seams.ts',
      'reference-server/smtp/seams.ts',
      'reference-server/content/seams.ts',
      'reference-server/delivery/seams.ts',
    ],
  },
  {
    folder: 'reference-server/look-ups.ts',
    may: ['reference-server/policy', 'reference-server/surroundings'],
  },
  { folder: 'reference-server/index.ts', may: ['reference-server', 'node:*'] },
  {
    folder: 'reference-server/circumstances.ts',
    may: ['reference-server/policy', 'reference-server/profiles', 'reference-server/surroundings'],
  },
  { folder: 'reference-server/circumstances.test.ts', may: ['reference-server', 'node:*'] },
  { folder: 'reference-server/look-ups.test.ts', may: ['reference-server', 'node:*'] },
  {
    folder: 'reference-server/policy-file.ts',
    may: ['reference-server/policy', 'reference-server/profiles', 'reference-server/yaml-text.ts', 'node:*'],
  },
  {
    folder: 'reference-server/explanation.ts',
    may: [
      'reference-server/policy',
      'reference-server/profiles',
      'reference-server/policy-file.ts',
      'reference-server/listen/service.ts',
      'yaml',
    ],
  },
  { folder: 'reference-server/main.ts', may: ['reference-server', 'node:*'] },
  { folder: 'reference-server/index.test.ts', may: ['reference-server', 'node:*'] },
  { folder: 'reference-server/main.test.ts', may: ['reference-server', 'node:*'] },
  { folder: 'scenarios/cases', may: ['#dsl', '#clauses', 'scenarios/cases'] },
  {
    folder: 'scenarios/dsl',
    may: ['#evidence', '#policy-document', '#clauses', 'scenarios/dsl'],
    typesOnly: ['#evidence', '#policy-document', '#clauses'],
  },
  { folder: 'scenarios/clauses', may: ['scenarios/clauses'] },
  {
    folder: 'scenarios/clients',
    may: ['scenarios/clients', 'scenarios/evidence', '#evidence', 'node:*', 'nodemailer', 'imapflow'],
  },
  { folder: 'scenarios/evidence', may: ['scenarios/evidence'] },
  // A message as a reader of mail sees it; it shares nothing with the server's own reading of messages.
  { folder: 'scenarios/letters', may: ['scenarios/letters', 'scenarios/evidence', 'postal-mime', 'node:*'] },
  {
    folder: 'scenarios/targets/target.ts',
    may: ['#evidence', '#policy-document', '#dsl'],
    typesOnly: ['#evidence', '#policy-document', '#dsl'],
  },
  {
    folder: 'scenarios/targets/target-contract.test.ts',
    may: ['scenarios', '#clients', '#dsl', '#evidence', '#policy-document'],
  },
  { folder: 'scenarios/targets/dns-rules.test.ts', may: ['scenarios', '#reference-server'] },
  { folder: 'scenarios/targets/built-in.ts', may: ['scenarios/targets'] },
  { folder: 'scenarios/targets/recipes.test.ts', may: ['scenarios/targets', 'yaml', 'node:*'] },
  {
    folder: 'scenarios/targets/control-api.ts',
    may: ['zod'],
  },
  { folder: 'scenarios/targets/certificate.ts', may: ['@peculiar/x509', 'reflect-metadata', 'node:*'] },
  {
    folder: 'scenarios/targets/testing',
    may: [...adapterSide, 'scenarios/targets/testing', 'scenarios/clients', 'scenarios/evidence', 'vitest'],
    typesOnly: ['vitest'],
  },
  {
    folder: 'scenarios/targets/native',
    may: [
      'scenarios/targets/target.ts',
      'scenarios/targets/certificate.ts',
      'scenarios/targets/native',
      'scenarios/targets/adapter',
      'scenarios/targets/unpacked',
      'scenarios/evidence/faults.ts',
      'scenarios/evidence/services.ts',
      '#clients',
      '#dsl',
      '#evidence',
      '#policy-document',
      '#profiles',
      'dns-packet',
      'node:*',
    ],
    typesOnly: ['#dsl', '#evidence'],
  },
  {
    folder: 'scenarios/targets/adapter',
    may: [
      'scenarios/targets/target.ts',
      'scenarios/targets/adapter',
      'scenarios/targets/native/clock.ts',
      'scenarios/targets/unpacked/packages.ts',
      'scenarios/evidence/faults.ts',
      'scenarios/evidence/services.ts',
      '#clients',
      '#dsl',
      '#evidence',
      '#policy-document',
      '#profiles',
    ],
    typesOnly: ['#dsl', '#evidence'],
  },
  {
    folder: 'scenarios/targets/unpacked',
    may: [
      'scenarios/targets/target.ts',
      'scenarios/targets/adapter/kind.ts',
      'scenarios/targets/native',
      'scenarios/targets/unpacked',
      'scenarios/evidence/faults.ts',
      '#clients',
      'node:*',
    ],
  },
  {
    folder: 'scenarios/targets/commgate-parts',
    may: [
      ...adapterSide,
      // A pair, and what is put to it.
      'scenarios/targets/postfix',
      'scenarios/targets/postfix-dovecot',
      'scenarios/targets/postgrey',
      'scenarios/targets/commgate-parts',
    ],
  },
  {
    folder: 'scenarios/targets/postgrey',
    may: [...adapterSide, 'scenarios/targets/postgrey'],
  },
  {
    folder: 'scenarios/targets/docker',
    may: [
      ...adapterSide,
      'scenarios/targets/docker',
      'scenarios/evidence/faults.ts',
      'testcontainers',
      'zod',
      'node:*',
    ],
  },
  {
    folder: 'scenarios/targets/dovecot',
    may: [...adapterSide, 'scenarios/targets/dovecot', '#evidence'],
    typesOnly: ['#evidence'],
  },
  {
    folder: 'scenarios/targets/courier',
    may: [...adapterSide, 'scenarios/targets/courier', '#evidence'],
    typesOnly: ['#evidence'],
  },
  {
    folder: 'scenarios/targets/exim',
    may: [...adapterSide, 'scenarios/targets/exim', '#evidence'],
    typesOnly: ['#evidence'],
  },
  {
    folder: 'scenarios/targets/exim-dovecot',
    may: [
      ...adapterSide,
      // The two halves.
      'scenarios/targets/exim',
      'scenarios/targets/dovecot',
      'scenarios/targets/exim-dovecot',
    ],
  },
  {
    folder: 'scenarios/targets/haraka',
    may: [...adapterSide, 'scenarios/targets/haraka', 'scenarios/evidence/faults.ts', '#evidence', 'node:*'],
    typesOnly: ['#evidence'],
  },
  {
    folder: 'scenarios/targets/opensmtpd',
    may: [...adapterSide, 'scenarios/targets/opensmtpd', '#evidence'],
    typesOnly: ['#evidence'],
  },
  {
    folder: 'scenarios/targets/sendmail',
    may: [...adapterSide, 'scenarios/targets/sendmail', '#evidence'],
    typesOnly: ['#evidence'],
  },
  {
    folder: 'scenarios/targets/haraka-dovecot',
    may: [
      ...adapterSide,
      // The two halves.
      'scenarios/targets/haraka',
      'scenarios/targets/dovecot',
      'scenarios/targets/haraka-dovecot',
    ],
  },
  {
    folder: 'scenarios/targets/postfix',
    may: [...adapterSide, 'scenarios/targets/postfix', '#evidence'],
    typesOnly: ['#evidence'],
  },
  {
    folder: 'scenarios/targets/postfix-dovecot',
    may: [
      ...adapterSide,
      // The two halves.
      'scenarios/targets/postfix',
      'scenarios/targets/dovecot',
      'scenarios/targets/postfix-dovecot',
      '#evidence',
    ],
    typesOnly: ['#evidence'],
  },
  {
    folder: 'scenarios/targets/remote',
    may: [
      'scenarios/targets/target.ts',
      'scenarios/targets/control-api.ts',
      'scenarios/targets/remote',
      'scenarios/evidence/faults.ts',
      'scenarios/evidence/bounds.ts',
      'scenarios/evidence/services.ts',
      '#clients',
      '#evidence',
      '#policy-document',
      '#profiles',
      'zod',
      'node:*',
    ],
  },
  {
    folder: 'scenarios/targets/remote/testing',
    may: [
      'scenarios/targets/remote',
      'scenarios/cli/testing.ts',
      'scenarios/clients',
      '#reference-server',
      'yaml',
      'node:*',
    ],
  },
  {
    folder: 'scenarios/targets/remote/strangers.test.ts',
    may: ['scenarios', 'reports', '#reference-server', '#clients', 'yaml', 'node:*'],
  },
  {
    folder: 'scenarios/targets/remote/silence.test.ts',
    may: ['scenarios', '#reference-server'],
  },
  {
    folder: 'scenarios/targets/reference',
    may: [
      'scenarios/targets/target.ts',
      'scenarios/targets/control-api.ts',
      'scenarios/targets/certificate.ts',
      'scenarios/targets/reference',
      'scenarios/evidence/services.ts',
      '#clients',
      '#evidence',
      '#policy-document',
      '#reference-server',
      'fixtures',
      'node:*',
      'hono',
      '@hono/node-server',
      'zod',
    ],
  },
  {
    folder: 'scenarios/clients/testing',
    may: [
      'scenarios/clients',
      'scenarios/evidence',
      'node:*',
      '@peculiar/x509',
      'reflect-metadata',
      'vitest',
    ],
    typesOnly: ['vitest'],
  },
  {
    folder: 'scenarios/swaks',
    may: [
      'scenarios/swaks',
      'scenarios/clients/testing',
      '#clients',
      '#reference-server',
      'vitest',
      'node:*',
    ],
  },
  { folder: 'scenarios/run/report/vitest-reporter.ts', may: ['scenarios', 'vitest', 'node:*'] },
  {
    folder: 'scenarios/doctor',
    may: [
      'scenarios/doctor',
      'scenarios/run',
      'scenarios/targets',
      'scenarios/evidence',
      'scenarios/clauses/suggest.ts',
      '#dsl',
      '#evidence',
      '#clients',
      '#policy-document',
      '#profiles',
      'node:*',
    ],
  },
  {
    folder: 'scenarios/run',
    may: [
      'scenarios',
      '#dsl',
      '#evidence',
      '#clients',
      '#clauses',
      '#policy-document',
      '#profiles',
      'reports',
      'node:*',
    ],
  },
  { folder: 'reference-server/yaml-text.ts', may: ['yaml'] },
  { folder: 'reference-server/yaml-text.test.ts', may: ['reference-server', 'node:*'] },
  { folder: 'scenarios/cli.test.ts', may: ['scenarios/cli', 'node:*'] },
  {
    folder: 'scenarios/cli',
    may: [
      'scenarios',
      '#dsl',
      '#evidence',
      '#clauses',
      '#policy-document',
      '#profiles',
      '#reference-server',
      'reference-server/main.ts',
      'reference-server/yaml-text.ts',
      'reports',
      'commander',
      'yaml',
      'zod',
      'node:*',
    ],
  },
  {
    folder: 'reports',
    may: [
      'reports',
      'scenarios/evidence',
      'scenarios/clauses',
      '#evidence',
      '#clauses',
      'hono',
      'zod',
      'node:*',
    ],
  },
  {
    folder: 'property-tests/models',
    may: ['property-tests/models', '#policy-document'],
    typesOnly: ['#policy-document'],
  },
  {
    folder: 'property-tests',
    may: [
      'property-tests',
      'reference-server',
      'scenarios',
      'reports',
      '#dsl',
      '#evidence',
      '#clients',
      '#clauses',
      '#policy-document',
      '#reference-server',
      'fast-check',
      'vitest',
      'node:*',
    ],
  },
  {
    folder: 'property-tests/hard',
    may: [
      'property-tests/hard',
      'scenarios/evidence/services.ts',
      'scenarios/targets',
      '#reference-server',
      'zod',
      'node:*',
    ],
  },
  {
    folder: 'property-tests/mutants',
    may: [
      'property-tests/mutants',
      'scenarios/run/plan',
      'scenarios/run/play.ts',
      'scenarios/run/report',
      'scenarios/targets/target.ts',
      '#dsl',
      '@stryker-mutator/instrumenter',
      'vitest',
      'yaml',
      'zod',
      'node:*',
    ],
  },
  {
    folder: 'bench',
    may: [
      'bench',
      'scenarios',
      'reports',
      'reference-server/policy',
      'reference-server/store',
      '#dsl',
      '#evidence',
      '#clients',
      '#clauses',
      '#policy-document',
      '#profiles',
      '#reference-server',
      'smtp-server',
      'node:*',
    ],
  },
]

/** What tests beside their files may import in addition to the row of their folder. */
export const testsMay: readonly string[] = [
  'vitest',
  'fast-check',
  'node:*',
  '@peculiar/x509',
  'reflect-metadata',
  'smtp-server',
  'imapflow',
  'nodemailer',
  'ctrf',
  'axe-core',
  'playwright-core',
  'scenarios/evidence',
  'scenarios/clients',
  'scenarios/targets/testing',
  'reference-server',
]
