import type { ClaimRecord, Evidence, SessionRecord, Step } from '../evidence.ts'
import { describeClaim } from '../judge.ts'
import { sessionLines, type Turn } from './session.ts'
import { isVariable, remark } from './shell.ts'
import { isForSwaks, swaksLine } from './swaks.ts'
import { tellingOf } from './tellings.ts'

const mostLines = 200

/**
 * Tells how to see once more what a claim is about, with tools people know: the steps of the story up to it, as shell
 * lines with swaks, nc, openssl or curl. Secrets come from the environment; what no shell can do becomes a comment.
 */
export function reproduce(claim: ClaimRecord, evidence: Evidence): string {
  const last = stepOf(claim, evidence)
  const told = collapsed(
    evidence.steps.slice(0, last + 1).flatMap((step, index) => stepLines(step, index, last, evidence)),
  )
  const shown =
    told.length > mostLines
      ? [...told.slice(-mostLines), remark('the earlier steps are in the evidence')]
      : told
  return [...opening(shown, evidence, last), ...shown, remark(describeClaim(claim))].join('\n')
}

/** The step a claim is about; where that was not recorded, the step whose session has the line of the claim. */
function stepOf({ step, subject }: ClaimRecord, { steps, sessions }: Evidence): number {
  if (step !== undefined && step < steps.length) return step
  if (!('session' in subject)) return steps.length - 1
  const order = sessions.find(({ id }) => id === subject.session)?.lines[subject.line]?.order ?? 0
  const found = steps.findIndex((each) => each.sessions.includes(subject.session) && each.order > order)
  return found < 0 ? steps.length - 1 : found
}

function stepLines(step: Step, index: number, last: number, evidence: Evidence): readonly string[] {
  const session = evidence.sessions.find(({ id }) => step.sessions.includes(id))
  if (!session || step.verb === 'knocks') return inWords(step, evidence.steps[index + 1])
  // Disturbed clients say what swaks would not.
  const isAsSwaks = isForSwaks(step) && step.sessions.length === 1 && evidence.disturbedBy === undefined
  if (isAsSwaks && !isKept(session, evidence)) {
    return [swaksLine(step, session, evidence)]
  }
  return evidence.steps.findIndex((each) => each.sessions.includes(session.id)) === index
    ? step.sessions.flatMap((id) => {
        const one = evidence.sessions.find((each) => each.id === id)
        return one ? sessionLines(turnsOf(one, last, evidence), one, evidence) : []
      })
    : []
}

/** Tells whether a session was opened to be kept. */
const isKept = ({ id }: SessionRecord, { steps }: Evidence): boolean =>
  steps.some((step) => tellingOf(step).keeps && step.sessions.includes(id))

function turnsOf({ id }: SessionRecord, last: number, { steps }: Evidence): readonly Turn[] {
  const own = steps.flatMap(({ sessions }, index) => (index <= last && sessions.includes(id) ? [index] : []))
  return own.flatMap((index, turn): Turn[] => {
    const step = steps[index]
    const since = own[turn - 1] ?? index
    const meanwhile = steps.slice(since + 1, index).map(({ actor, verb }) => `${actor} ${verb}`)
    return step ? [{ step, meanwhile }] : []
  })
}

/** A step that is not a session, as a comment. */
function inWords(step: Step, next: Step | undefined): readonly string[] {
  const { remark: tells } = tellingOf(step)
  if (tells) {
    const told = tells(step, next)
    return told === undefined ? [] : [remark(told)]
  }
  const { actor, verb, with: words } = step
  const rest = Object.keys(words).length === 0 ? '' : ` ${JSON.stringify(words)}`
  return [remark(`the ${actor} ${verb}${rest}`)]
}

/** The same line over and over is a loop. */
function collapsed(lines: readonly string[]): readonly string[] {
  const short: string[] = []
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? ''
    let end = index + 1
    while (lines[end] === line && /^(?:SWAKS|swaks|curl)/.test(line)) end++
    const times = end - index
    short.push(times > 1 ? `for n in $(seq ${times}); do ${line}; done` : line)
    index = end
  }
  return short
}

/** Which server it takes, how to make it wait, and what the variables stand for. */
function opening(lines: readonly string[], evidence: Evidence, last: number): readonly string[] {
  const { head, bound, steps } = evidence
  const used = [...new Set(lines.join('\n').match(/\$[A-Z][A-Z0-9_]*/g) ?? [])]
  const meaning = (name: string): string => {
    const [role] = Object.entries(bound).find(([, address]) => address === name) ?? []
    if (role !== undefined) return `an address the server sees as ${head.clients[role] ?? role}`
    if (/_(?:PORT|HOST)$/.test(name))
      return `the place of the server's ${name.slice(1, -5).toLowerCase()} service`
    const account = name
      .slice(1)
      .replace(/_(?:LOGIN|PASSWORD)$/, '')
      .toLowerCase()
    const address =
      Object.entries(head.accounts).find(([each]) => each.toLowerCase() === account)?.[1] ?? account
    return `the ${name.endsWith('LOGIN') ? 'login' : 'password'} of ${address}`
  }
  return [
    remark(`a server with the policy ${JSON.stringify(head.policy)}, profile ${head.profile}`),
    ...(isGone(evidence)
      ? [
          remark(`pnpm mailspec stage ${evidence.scenario} --target ${evidence.target}`),
          remark('  has one wait until Ctrl-C, and prints what to set here'),
          ...(steps.slice(0, last).some(({ actor }) => actor === 'clock')
            ? [remark('  where time passes, type how much of it there: 30m, or until when: 03:10')]
            : []),
        ]
      : []),
    ...used.filter(isVariable).map((name) => remark(`${name.slice(1)}: ${meaning(name)}`)),
  ]
}

/** Tells whether the server ended with its run, so that its address no longer means anything. */
const isGone = ({ endpoints }: Evidence): boolean =>
  Object.values(endpoints).some(({ host, port }) => isVariable(host) || isVariable(port))
