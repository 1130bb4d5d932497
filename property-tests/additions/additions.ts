/** Something a contributor adds, as CONTRIBUTING.md says to, and a program that shows it at work. */
export interface Addition {
  /** The first cell of its row in CONTRIBUTING.md. */
  readonly what: string
  /** New files by path. */
  readonly files: Readonly<Record<string, string>>
  /** What is inserted into existing files, and before which text. */
  readonly rows: Readonly<Record<string, readonly (readonly [text: string, before: string])[]>>
  /** Prints a line. */
  readonly program: string
  readonly prints: string
  /** What it prints when the file is there but the row is not: how it fails, or what holds without it. */
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
      ['  noReports,\n', '  submission,\n'],
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
    'docs/scenario-language.md': [
      ['| `isAnsweredIn(lines)` | attempt | it came in so many lines |\n', '| `once()`'],
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

const verb: Addition = {
  what: 'a verb of a story: how its step is written, read again and carried out',
  files: {
    'scenarios/run/story/verbs/greets.ts': `import type { Client } from '#dsl'
import { attempt } from '#clients'
import type { RoleParts } from '../reach.ts'
import { visits } from '../smtp-visit.ts'
import type { Verb } from '../verb.ts'
import { viaIn, writeVia } from '../words.ts'

/** An SMTP session in which nothing is asked for. */
export const greets: Verb<RoleParts, Client['greets']> = {
  write: ([how = {}]) => writeVia(how),
  read: (words) => [viaIn(words)],
  does: async (parts, [how = {}]) => {
    const [outcome, session] = await visits(parts, how, async (smtp) =>
      attempt(smtp, 'HELO', await smtp.says('NOOP')),
    )
    return { outcome, sessions: [session] }
  },
}
`,
  },
  rows: {
    'scenarios/dsl/clients.ts': [
      ['  greets(how?: Via): Promise<Attempt>\n', '  /** Sends with a program people use.'],
    ],
    'scenarios/run/story/verbs/client.ts': [
      ["import { greets } from './greets.ts'\n", 'import { failsToLogIn,'],
      ['  greets,\n', '  offers,\n  sends,'],
    ],
    'docs/scenario-language.md': [['| `greets(how?)` | greets | attempt |\n', '| `offers(envelope, how?)`']],
    'scenarios/run/every-verb.test.ts': [
      ['await laptop.greets()\n      ', "await laptop.logsIn('pop3', alice, { by: 'APOP' })"],
    ],
  },
  program: `import { outside, scenario } from '#dsl'
import { planFor } from './scenarios/run/plan/plan.ts'
import { playOne } from './scenarios/run/play.ts'
import { replay } from './scenarios/run/replay.ts'
import { referenceTarget } from './scenarios/targets/reference/target.ts'

const story = scenario('relay/greets', {
  title: 'Greets',
  clauses: ['kerio.relay.pop3-window'],
  profile: 'kerio',
  policy: {},
  clients: { laptop: outside },
  run: async ({ laptop, claim }) => claim(await laptop.greets()).isAccepted(),
})
const plan = planFor([story], referenceTarget(), 1)
for (const play of plan.plays) {
  const { evidence, reasons } = await playOne(plan, play)
  const told = evidence && (await replay(evidence, referenceTarget()))
  const steps = told?.evidence?.steps ?? []
  console.info([...reasons, ...(told?.reasons ?? [])].map(({ text }) => text).join(), told?.verdict, steps.map((step) => step.verb).join())
}
`,
  prints: 'conforms greets',
  printsWithoutRow: /greets is not a function/,
}

export const additions: readonly Addition[] = [rule, command, word, verb]
