/** Something a contributor adds, as CONTRIBUTING.md says to, and a program that shows it at work. */
export interface Addition {
  /** The first cell of its row in CONTRIBUTING.md. */
  readonly what: string
  /** New files by path. */
  readonly files: Readonly<Record<string, string>>
  /** What is inserted, and before which text, in files that are there. */
  readonly rows: Readonly<Record<string, readonly (readonly [text: string, before: string])[]>>
  /** Prints a line. */
  readonly program: string
  readonly prints: string
  /** What it prints when the file is there and the row is not: how it fails, or what holds without it. */
  readonly printsWithoutRow: RegExp
}

const rule: Addition = {
  what: 'a rule of the policy engine, with its look-ups and its memory',
  files: {
    'reference-server/policy/rules/no-reports.ts': `import { deny } from '../decision.ts'
import type { Rule } from '../rule.ts'

/** Nobody sends reports here. */
export const noReports: Rule = {
  name: 'no-reports',
  seams: {},
  decides: {
    mail: ({ reversePath }) => (reversePath === null ? deny('no-reports', 'senderUnauthorized') : undefined),
  },
}
`,
  },
  rows: {
    'reference-server/policy/rules.ts': [
      ["import { noReports } from './rules/no-reports.ts'\n", 'import { popWindow } from'],
      ['noReports, ', 'submission, sender,'],
    ],
  },
  program: `import { engineOf, factsWith } from './reference-server/policy/testing.ts'

const decision = await engineOf('kerio', {}).decide('mail', factsWith({ reversePath: null }))
console.info(decision.permits ? 'permitted' : decision.by)
`,
  prints: 'no-reports',
  printsWithoutRow: /^permitted$/,
}

const command: Addition = {
  what: 'an SMTP, POP3 or IMAP command',
  files: {
    'reference-server/imap/commands/ping.ts': `import type { Command } from '../command.ts'
import { tagged, untagged } from '../responses.ts'
import { nothing } from '../syntax/words.ts'

/** XPING: something to answer. */
export const ping: Command<null, 'authenticated'> = {
  verb: 'XPING',
  during: ['authenticated'],
  parse: nothing,
  answer: (_nothing, _state, { tag }) => ({ untagged: [untagged('XPONG')], reply: tagged(tag, 'done') }),
}
`,
  },
  rows: {
    'reference-server/imap/commands/table.ts': [
      ["import { ping } from './ping.ts'\n", 'import { id,'],
      ['  row(ping),\n', '  row(noop),'],
    ],
  },
  program: `import { buildFixture } from './reference-server/imap/testing.ts'

const alice = await buildFixture().openAsAlice()
console.info((await alice.says('a XPING')).replaceAll('\\r\\n', ' '))
`,
  prints: '* XPONG a OK done',
  printsWithoutRow: /^a BAD /,
}

const word: Addition = {
  what: 'a word of a claim',
  files: {},
  rows: {
    'scenarios/dsl/claims.ts': [
      [
        '  /** In so many lines. */\n  isAnsweredIn(lines: number): void\n',
        '  listsNo(extension: string): void',
      ],
    ],
    'scenarios/evidence/expectations.ts': [
      [
        `  lines: decision({
    says: { isAnsweredIn: (lines: number) => ({ lines }) },
    meets: { attempt: ({ reply }, { lines }) => reply?.text.length === lines },
    words: ({ lines }) => \`an answer in \${lines} lines\`,
  }),
`,
        '  count: decision({',
      ],
    ],
  },
  program: `import type { Attempt, ClaimRecord } from './scenarios/evidence/evidence.ts'
import { meets } from './scenarios/evidence/expectations.ts'
import { claimsFor } from './scenarios/run/story/claims.ts'

const attempt: Attempt = {
  kind: 'attempt',
  session: 'laptop#1',
  at: 'RCPT',
  reply: { code: 250, text: ['mail.local.test', 'PIPELINING'] },
  line: 0,
  when: { notBefore: 0, notAfter: 0 },
}
const claims: Omit<ClaimRecord, 'step'>[] = []
const claim = claimsFor(['kerio.relay.pop3-window'], true, (made) => claims.push(made))
claim(attempt).isAnsweredIn(2)
claim(attempt).isAnsweredIn(3)
console.info(claims.map(({ subject, expected }) => meets(subject, expected)).join(' '))
`,
  prints: 'true false',
  printsWithoutRow: /isAnsweredIn is not a function/,
}

export const additions: readonly Addition[] = [rule, command, word]
