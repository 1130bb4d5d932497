import {
  smtpCommands,
  type Answer,
  type Attempt,
  type Login,
  type SmtpCommand,
  type Subject,
} from './evidence.ts'
import { answerExpectations, isAnsweredOk } from './answer-expectations.ts'
import { capabilitiesIn, isListed } from './capabilities.ts'
import { decision, expectation, type Expectation, type Meets } from './expectation.ts'
import { letterExpectations } from './letter-expectations.ts'
import { tlsExpectations } from './tls-expectations.ts'
import { isWanted, wanted, wantedInWords, type Wanted } from './wanted-text.ts'

/** The last command at which a refusal still counts. */
interface By {
  readonly by?: SmtpCommand
}

/** Exact words of a reply; what is left out may be anything. */
interface Form {
  /** The code, or one of these. */
  readonly code?: number | readonly number[]
  readonly status?: string
  readonly text?: string
}

/** The first line of a reply, or all the others. */
interface LineWanted extends Wanted {
  readonly which: 'first' | 'further'
}

/** Every expectation, by its name in the evidence. */
export const expectations = {
  accepted: decision({
    says: { isAccepted: () => ({}) },
    meets: { attempt: hasClass(2, 3), login: ({ succeeded }) => succeeded, answer: isAnsweredOk },
    words: () => 'acceptance',
  }),
  refused: decision({
    says: { isRefused: (detail: By = {}) => detail },
    meets: { attempt: turnsAway(5), login: isAnsweredNo, answer: isAnsweredNo },
    words: ({ by }) => `a permanent refusal${until(by)}`,
  }),
  deferred: decision({
    says: { isDeferred: (detail: By = {}) => detail },
    meets: { attempt: turnsAway(4) },
    words: ({ by }) => `a transient refusal${until(by)}`,
  }),
  'turned-away': decision({
    says: { isTurnedAway: (detail: By = {}) => detail },
    meets: { attempt: turnsAway(4, 5), login: isAnsweredNo, answer: isAnsweredNo },
    words: ({ by }) => `a refusal of either kind${until(by)}`,
  }),
  closed: decision({
    says: { isClosed: () => ({}) },
    meets: { attempt: isEnded, login: isEnded, answer: isEnded },
    words: () => 'the server to close the connection',
  }),
  open: decision({
    says: { staysOpen: () => ({}) },
    meets: { attempt: isNotEnded, login: isNotEnded, answer: isNotEnded },
    words: () => 'an answer over a connection that stays open',
  }),
  listing: decision({
    says: {
      lists: (extension: string) => ({ extension, listed: true }),
      listsNo: (extension: string) => ({ extension, listed: false }),
    },
    meets: {
      // The first line of a reply to EHLO is the greeting.
      attempt: ({ reply }, { extension, listed }) =>
        reply?.code === 250 ? isListed(reply.text.slice(1), extension) === listed : undefined,
      answer: (answer, { extension, listed }) => {
        const all = capabilitiesIn(answer)
        return all && isListed(all, extension) === listed
      },
    },
    words: ({ extension, listed }) => `${listed ? '' : 'no '}${extension} among the extensions`,
    sawAmong: (answer) => capabilitiesIn(answer) ?? [],
  }),
  line: decision({
    says: {
      hasFirstLine: (text: string | RegExp): LineWanted => ({ which: 'first', ...wanted(text) }),
      hasFurtherLines: (text: string | RegExp): LineWanted => ({ which: 'further', ...wanted(text) }),
    },
    meets: {
      attempt: ({ reply }, { which, ...text }) =>
        reply !== undefined &&
        (which === 'first' ? reply.text.slice(0, 1) : reply.text.slice(1)).every((each) =>
          isWanted(each, text),
        ),
    },
    words: ({ which, ...text }) =>
      `${which === 'first' ? 'a first line' : 'only further lines'}${wantedInWords(text)}`,
  }),
  'reply-code': decision({
    says: {
      isOneOf: (...codes: readonly number[]) => ({ codes, among: true }),
      isNoneOf: (...codes: readonly number[]) => ({ codes, among: false }),
    },
    meets: {
      attempt: ({ reply }, { codes, among }) => reply !== undefined && codes.includes(reply.code) === among,
    },
    words: ({ codes, among }) => `${among ? 'one of' : 'none of'} ${codes.join(', ')}`,
  }),
  status: decision({
    says: { hasStatus: (text?: string | RegExp) => wanted(text) },
    meets: {
      attempt: ({ reply }, text) => reply?.status !== undefined && isWanted(reply.status, text),
    },
    words: (text) => `an enhanced status code of the reply's class${wantedInWords(text)}`,
  }),
  count: decision({
    says: {
      once: () => ({ times: 1 }),
      never: () => ({ times: 0 }),
      times: (times: number) => ({ times }),
    },
    meets: { count: ({ certain, count }, { times }) => (certain ? count === times : undefined) },
    words: ({ times }) => (times === 0 ? 'none' : times === 1 ? 'exactly one' : `exactly ${times}`),
  }),
  form: expectation('form', {
    says: { is: (form: Form) => form },
    meets: {
      attempt: ({ reply }, { code, status, text }) =>
        reply !== undefined &&
        (code === undefined || [code].flat().includes(reply.code)) &&
        (status === undefined || status === reply.status) &&
        (text === undefined || text === reply.text.join('\n')),
      // For a login only the SMTP code is kept separately; its text is the whole answer.
      login: (login, { code, status, text }) =>
        status !== undefined || (code === undefined && text === undefined)
          ? undefined
          : (code === undefined || (login.code !== undefined && [code].flat().includes(login.code))) &&
            (text === undefined || text === login.said),
      answer: ({ said }, { code, status, text }) =>
        code === undefined && status === undefined && text !== undefined ? text === said : undefined,
    },
    words: ({ code, status, text }) =>
      [code && [code].flat().join(' or '), status, text && JSON.stringify(text)]
        .filter((part) => part !== undefined)
        .join(' '),
  }),
  ...answerExpectations,
  ...letterExpectations,
  ...tlsExpectations,
} as const

type Expectations = typeof expectations
type DetailsOf<Each> = Each extends Expectation<infer Details> ? Details : never

/** What was expected of a subject, as the evidence keeps it: the name of an expectation and its details. */
export type Expected = {
  [Is in keyof Expectations]: { readonly is: Is } & DetailsOf<Expectations[Is]>
}[keyof Expectations]

/** The expectation behind a claim. */
export const expectationOf = (expected: Expected): Expectation<Expected> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the union pairs each name with its own details
  expectations[expected.is] as unknown as Expectation<Expected>

/** Tells whether a subject is as expected; undefined when it cannot tell. */
export function meets(subject: Subject, expected: Expected): boolean | undefined {
  const row = expectationOf(expected).meets
  switch (subject.kind) {
    case 'attempt':
      return isUnknown(subject) ? undefined : row.attempt?.(subject, expected)
    case 'login':
      return isUnknown(subject) ? undefined : row.login?.(subject, expected)
    case 'answer':
      return isUnknown(subject) ? undefined : row.answer?.(subject, expected)
    case 'receipts':
    case 'commands':
    case 'mailbox':
      return row.count?.(subject, expected)
    case 'letter':
      return row.letter?.(subject, expected)
  }
}

/** There was no answer, and not because the server closed the connection. */
const isUnknown = ({ lost, closed }: Attempt | Login | Answer): boolean => lost === true && closed !== true

function hasClass(...classes: readonly number[]): Meets<Attempt, unknown> {
  return ({ reply }) => reply !== undefined && classes.includes(Math.floor(reply.code / 100))
}

function turnsAway(...classes: readonly number[]): Meets<Attempt, By> {
  const isOfClass = hasClass(...classes)
  return (attempt, { by }) =>
    isOfClass(attempt, {}) &&
    (by === undefined || smtpCommands.indexOf(attempt.at) <= smtpCommands.indexOf(by))
}

function isAnsweredNo(subject: Login | Answer): boolean {
  // What asks for more has not refused yet.
  const isOpen =
    subject.kind === 'login' ? subject.succeeded : isAnsweredOk(subject) || subject.status === '+'
  return !isOpen && subject.lost !== true
}

/** RFC 5321 §4.2.1: 421 is the reply of a server that closes the connection. */
function isEnded(subject: Attempt | Login | Answer): boolean {
  if (subject.closed === true) return true
  return subject.kind === 'answer'
    ? false
    : (subject.kind === 'attempt' ? subject.reply?.code : subject.code) === 421
}

function isNotEnded(subject: Attempt | Login | Answer): boolean {
  return !isEnded(subject)
}

function until(by: SmtpCommand | undefined): string {
  return by ? ` by ${by}` : ''
}
