import type { ClaimRecord, Evidence, SessionRecord, WireLine } from '#evidence'
import { assembleResults, type Played } from './assemble.ts'
import { ledgerOf } from './ledger.ts'
import type { Results } from './results.ts'
import { evidencePath } from './write.ts'

/**
 * A hand-made run for tests: two targets, every verdict, and a peer that tries to break out of the page. Long, because
 * it holds one of everything a report can show, written out as data.
 */
export interface SmallRun {
  readonly results: Results
  readonly evidence: ReadonlyMap<string, Evidence>
}

const newYear = Date.UTC(2026, 0, 1)
const minute = 60_000

/** What a hostile peer says; no view may let it through as markup. */
export const hostile = '<script>alert(1)</script> & "so on" \u0007'

const lines = (at: number, ...spoken: readonly string[]): readonly WireLine[] =>
  spoken.map((line, order) => ({
    at,
    order,
    dir: line.startsWith('C') ? 'C' : 'S',
    octets: `${line.slice(3)}\r\n`,
    ...(line.includes('********') && { masked: true as const }),
  }))

const session = (
  id: string,
  at: number,
  service: 'mx' | 'pop3',
  ...spoken: readonly string[]
): SessionRecord => ({
  id,
  client: id.split('#')[0] ?? id,
  service,
  source: id.startsWith('laptop') ? '192.0.2.20' : '198.51.100.9',
  lines: lines(at, ...spoken),
  ended: { at, by: 'client' },
})

const offered = (id: string, at: number, reply: string): SessionRecord =>
  session(
    id,
    at,
    'mx',
    'S: 220 mx.local.test ESMTP',
    'C: EHLO laptop.test',
    'S: 250-mx.local.test',
    'S: 250 SIZE 20971520',
    'C: MAIL FROM:<alice@local.test>',
    'S: 250 2.1.0 sender ok',
    'C: RCPT TO:<bob@remote.test>',
    `S: ${reply}`,
    'C: QUIT',
    'S: 221 2.0.0 bye',
  )

const login = (at: number): SessionRecord => ({
  ...session(
    'laptop#2',
    at,
    'pop3',
    'S: +OK ready',
    'C: USER alice',
    'S: +OK',
    'C: PASS ********',
    'S: +OK 0 messages',
    'C: QUIT',
    'S: +OK bye',
  ),
})

const about = (id: string, at: number, reply: string): ClaimRecord['subject'] => {
  const [, code = '', status, text = ''] = /^(\d{3}) (\d\.\d+\.\d+ )?(.*)$/.exec(reply) ?? []
  const said = { code: Number(code), ...(status && { status: status.trim() }), text: [text] }
  return {
    kind: 'attempt',
    session: id,
    line: 7,
    at: 'RCPT',
    reply: said,
    when: { notBefore: at, notAfter: at },
  }
}

const claim = (
  subject: ClaimRecord['subject'],
  is: 'accepted' | 'refused',
  clause: string,
  line: number,
  rest: Partial<ClaimRecord> = {},
): ClaimRecord => ({
  subject,
  expected: is === 'refused' ? { is, by: 'RCPT' } : { is },
  weight: 'must',
  axis: 'decision',
  clauses: [clause],
  where: `scenarios/cases/pop-before-smtp/window.ts:${line}`,
  ...rest,
})

const denied = '550 5.7.1 relaying denied'
const taken = '250 2.1.5 recipient ok'

const step = (
  at: number,
  actor: string,
  verb: string,
  words: Evidence['steps'][number]['with'],
  ...sessions: string[]
) => ({
  at,
  actor,
  verb,
  with: words,
  sessions,
  order: 0,
})

/** Numbers the lines session by session, each as one step of the story. */
function numbered<E extends Pick<Evidence, 'steps' | 'sessions'>>(evidence: E): E {
  let order = 0
  const sessions = evidence.sessions.map((one) => ({
    ...one,
    lines: one.lines.map((line) => ({ ...line, order: order++ })),
  }))
  let noted = 0
  const steps = evidence.steps.map((one) => {
    const spoken = sessions.filter(({ id }) => one.sessions.includes(id)).flatMap((each) => each.lines)
    noted = Math.max(noted, ...spoken.map((line) => line.order + 1))
    return { ...one, order: noted }
  })
  return { ...evidence, steps, sessions }
}

/** A login opens the window for its address; `late` is what the target says after it has closed. */
function windowStory(target: string, late: string): Evidence {
  const start = newYear
  const before = start + 30 * minute - 1
  const end = start + 30 * minute
  const mail = { from: 'alice@local.test', to: 'bob@remote.test' }
  return {
    version: 1,
    scenario: 'pop-before-smtp/window-opens-and-closes-kerio',
    head: {
      title: 'A POP3 login lets its address relay for the window, and no longer',
      clauses: ['kerio.relay.pop3-grant', 'kerio.relay.pop3-window', 'kerio.relay.pop3-ip-only'],
      profile: 'kerio',
      policy: { popBeforeSmtp: { enabled: true, window: '30m' } },
      accounts: { alice: 'alice@local.test' },
      clients: { laptop: 'outside', neighbour: 'outside' },
      uses: ['clock', 'sink'],
    },
    seed: 7,
    target,
    policyApplied: {
      relay: { mode: 'restricted', trusted: [] },
      popBeforeSmtp: { enabled: true, window: '30m' },
      domains: { local: ['local.test'] },
    },
    clockResolution: 1,
    endpoints: {
      mx: { host: '127.0.0.1', port: '$MX_PORT', tls: 'none' },
      pop3: { host: '127.0.0.1', port: '$POP3_PORT', tls: 'none' },
    },
    bound: { laptop: '$LAPTOP_ADDRESS' },
    steps: [
      step(start, 'laptop', 'offers', mail, 'laptop#1'),
      step(start, 'laptop', 'logsIn', { service: 'pop3', account: 'alice@local.test' }, 'laptop#2'),
      step(start, 'neighbour', 'offers', mail, 'neighbour#1'),
      step(start, 'clock', 'justBefore', { after: '30m' }),
      step(before, 'laptop', 'offers', mail, 'laptop#3'),
      step(before, 'clock', 'justAfter', { after: '30m' }),
      step(end, 'laptop', 'offers', mail, 'laptop#4'),
    ],
    sessions: [
      offered('laptop#1', start, denied),
      login(start),
      offered('neighbour#1', start, `550 5.7.1 ${hostile}`),
      offered('laptop#3', before, taken),
      offered('laptop#4', end, late),
    ],
    sink: [
      {
        at: before,
        reversePath: 'alice@local.test',
        forwardPaths: ['bob@remote.test'],
        message: `Received: from laptop.test\r\nSubject: ${hostile}\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe\r\n`,
      },
    ],
    claims: [
      claim(about('laptop#1', start, denied), 'refused', 'kerio.relay.pop3-grant', 24),
      claim(about('neighbour#1', start, `550 5.7.1 ${hostile}`), 'refused', 'kerio.relay.pop3-ip-only', 30),
      claim(about('laptop#3', before, taken), 'accepted', 'kerio.relay.pop3-window', 33),
      claim(about('laptop#4', end, late), 'refused', 'kerio.relay.pop3-window', 35),
    ],
  }
}

/** One attempt by a stranger and what is claimed of it; the rest of the evidence says why the verdict is another. */
function strangerStory(target: string, scenario: string, clause: string, rest: Partial<Evidence>): Evidence {
  const { policyApplied } = windowStory(target, denied)
  return {
    version: 1,
    scenario,
    head: {
      title: titles[scenario] ?? scenario,
      clauses: [clause],
      profile: 'kerio',
      policy: {},
      accounts: {},
      clients: { stranger: 'outside' },
      uses: [],
    },
    seed: 7,
    target,
    policyApplied,
    clockResolution: 1,
    endpoints: { mx: { host: '127.0.0.1', port: '$MX_PORT', tls: 'none' } },
    bound: {},
    steps: [
      {
        at: newYear,
        actor: 'stranger',
        verb: 'offers',
        with: { to: 'bob@remote.test' },
        sessions: ['stranger#1'],
        order: 0,
      },
    ],
    sessions: [offered('stranger#1', newYear, denied)],
    sink: [],
    claims: [claim(about('stranger#1', newYear, denied), 'refused', clause, 12)],
    ...rest,
  }
}

const titles: Readonly<Record<string, string>> = {
  'relay/stranger-is-denied': 'A stranger may not relay',
  'relay/denial-has-its-code': 'A refusal to relay is a 550',
  'submission/printer-submits': 'The printer submits without a password',
  'rate-limits/hour-slides': 'The limit counts the last hour',
}

const reply = { kind: 'form', code: 530 } as const

function plays(): readonly Played[] {
  const formClaim = claim(
    about('stranger#1', newYear, denied),
    'refused',
    'kerio.relay.remote-only-authorized',
    12,
    {
      axis: 'form',
      weight: 'should',
      expected: { is: 'form', code: reply.code },
    },
  )
  const evidence = [
    windowStory('reference', denied),
    windowStory('postfix', taken),
    strangerStory('reference', 'relay/stranger-is-denied', 'kerio.relay.remote-only-authorized', {}),
    strangerStory('postfix', 'relay/stranger-is-denied', 'kerio.relay.remote-only-authorized', {}),
    strangerStory('reference', 'relay/denial-has-its-code', 'kerio.relay.remote-only-authorized', {
      claims: [formClaim],
    }),
    strangerStory('reference', 'submission/printer-submits', 'icewarp.submission.bypass-local-sender', {
      claims: [],
      stopped: { why: 'printer#1, EHLO: expected a greeting, saw 421 too many connections' },
    }),
    strangerStory('postfix', 'submission/printer-submits', 'icewarp.submission.bypass-local-sender', {
      claims: [],
      fault: { why: 'the sink of the run could not be started: address in use' },
    }),
  ]
  const played = evidence.map(numbered).map((record): Played => ({
    scenario: {
      id: record.scenario,
      title: record.head.title,
      area: record.scenario.split('/')[0] ?? '',
      clauses: record.head.clauses,
    },
    target: record.target,
    durationMs: 12,
    outcome: { evidence: record, path: evidencePath(record) },
  }))
  const lacks: Played = {
    scenario: {
      id: 'rate-limits/hour-slides',
      title: titles['rate-limits/hour-slides'] ?? '',
      area: 'rate-limits',
      clauses: ['kerio.rate.sliding-hour'],
    },
    target: 'postfix',
    durationMs: 0,
    outcome: {
      judgment: {
        verdict: 'unsupported',
        decision: null,
        form: null,
        reasons: [
          {
            kind: 'shortfall',
            need: 'rateLimit.perHour',
            text: 'its anvil counts per minute, not over a sliding hour',
          },
        ],
      },
    },
  }
  return [...played, lacks]
}

const asPlayed = (play: Played): readonly [string, Evidence][] =>
  'evidence' in play.outcome ? [[play.outcome.path, play.outcome.evidence]] : []

const distinct = (citations: readonly { scenario: string; clauses: readonly string[] }[]) => [
  ...new Map(citations.map((citation) => [citation.scenario, citation])).values(),
]

/** Makes the run. Clauses are those of the ledger that `among` keeps. */
export function smallRun(among: (id: string) => boolean = () => true): SmallRun {
  const played = plays()
  const citations = played.map(({ scenario }) => ({ scenario: scenario.id, clauses: scenario.clauses }))
  const ledger = ledgerOf(distinct(citations), { 'kerio.relay.pop3-window': ['pop-window-never-closes'] })
  const results = assembleResults({
    run: {
      id: 'small',
      suite: 'mailspec 0.1.0',
      startedAt: '2026-11-22T06:00:00Z',
      durationMs: 412,
      seed: 7,
      complete: true,
    },
    targets: [
      { name: 'reference', software: 'mailspec reference server 0.1.0', clock: 'virtual' },
      { name: 'postfix', software: 'Postfix 3.7.11', clock: 'turned' },
    ],
    played,
    ledger: ledger.filter(({ id, area }) => area !== 'rfc' && among(id)),
  })
  return { results, evidence: new Map(played.flatMap(asPlayed)) }
}
