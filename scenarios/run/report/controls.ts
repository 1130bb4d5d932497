import type { ClaimRecord, Evidence, WireLine } from '#evidence'
import type { Scenario } from '#dsl'
import { transactionsOf } from '../../evidence/transactions.ts'

/**
 * Finds what a scenario lacks to prove anything, from the evidence of a clean run. A refusal needs its control: an
 * acceptance in the same scenario or in the one named as `control`; where only logins or commands of POP3 and IMAP are
 * refused, an acceptance of one of those will do. An acceptance of mail for a foreign domain needs at least one message
 * that the sink or a peer has received. A claim that a message did not arrive needs a client that went on to DATA with
 * it. Every cited clause needs a claim that counts for it.
 *
 * @param evidence of every scenario, by id
 * @returns one sentence for each lack; empty when nothing is missing
 */
export function lacks(scenario: Scenario, evidence: ReadonlyMap<string, Evidence>): readonly string[] {
  const own = evidence.get(scenario.id)
  if (!own) return ['it was not played']
  const named = scenario.control === undefined ? undefined : evidence.get(scenario.control)
  return [
    ...(scenario.control !== undefined && !named ? [`its control ${scenario.control} does not exist`] : []),
    ...(refusesSomething(own) && !accepts(own, own) && !(named && accepts(named, own))
      ? ['it claims a refusal without an acceptance that differs in one thing']
      : []),
    ...(relaysSomething(own) && !arrivesSomewhere(own)
      ? ['it claims a right to relay, but neither the sink nor a peer confirms a message']
      : []),
    ...own.claims
      .filter((claim) => claimsSilence(claim) && !wasPressed(claim, own))
      .map(
        ({ where }) => `it claims at ${where} that a message did not arrive, but no client sent DATA for it`,
      ),
    ...scenario.clauses
      .filter((clause) => !own.claims.some(({ clauses }) => clauses.includes(clause)))
      .map((clause) => `it cites ${clause}, but no claim counts for it`),
  ]
}

const isRefusal = ({ expected }: Evidence['claims'][number]): boolean =>
  ['refused', 'deferred', 'turned-away', 'condition'].includes(expected.is)

const refusesSomething = ({ claims }: Evidence): boolean => claims.some(isRefusal)

const refusesMail = ({ claims }: Evidence): boolean =>
  claims.some((claim) => isRefusal(claim) && claim.subject.kind === 'attempt')

/** Tells whether one story accepts what a refusal of another may be compared with: mail, or a login or a command where only those are refused. */
function accepts({ claims }: Evidence, other: Evidence): boolean {
  const kinds = refusesMail(other) ? ['attempt'] : ['attempt', 'login', 'answer']
  return claims.some(({ expected, subject }) => expected.is === 'accepted' && kinds.includes(subject.kind))
}

/** Tells whether a claim says that a whole message for elsewhere was taken. */
const relaysSomething = ({ claims, sessions }: Evidence): boolean =>
  claims.some(({ expected, subject }) => {
    if (expected.is !== 'accepted' || subject.kind !== 'attempt' || subject.at !== 'MESSAGE') return false
    const session = sessions.find(({ id }) => id === subject.session)
    return transactionBefore(session?.lines ?? [], subject.line).some((line) => foreignRecipient.test(line))
  })

const claimsSilence = ({ expected }: ClaimRecord): boolean => expected.is === 'count' && expected.times === 0

/** Tells whether a client went as far as DATA with the message a count is about, whatever was refused before. */
function wasPressed({ step, subject }: ClaimRecord, { steps, sessions }: Evidence): boolean {
  const { from, to } = steps[step ?? -1]?.with ?? {}
  const named = [to].flat()
  const transactions = sessions.flatMap((session) => transactionsOf(session))
  // A command does not belong to one message: any that could have led to it will do.
  if (subject.kind === 'commands') return transactions.some(({ saidData }) => saidData)
  return transactions.some(
    ({ saidData, reversePath, recipients }) =>
      saidData && reversePath === from && named.every((path) => recipients.some((one) => one.path === path)),
  )
}

const foreignRecipient = /^RCPT TO:<[^>]*@(?!local\.|second\.)/i

/** What the client said in the mail transaction that a line ends. */
function transactionBefore(lines: readonly WireLine[], end: number): readonly string[] {
  const said = lines.slice(0, end + 1).flatMap(({ dir, octets }) => (dir === 'C' ? [octets] : []))
  return said.slice(
    Math.max(
      0,
      said.findLastIndex((line) => /^MAIL FROM:/i.test(line)),
    ),
  )
}

/** Tells whether a message was counted or read where mail for elsewhere arrives. */
const arrivesSomewhere = ({ claims, sink, peers = {}, steps }: Evidence): boolean =>
  (sink.length > 0 || Object.values(peers).some(({ receipts }) => receipts.length > 0)) &&
  claims.some(({ expected, subject, step }) =>
    subject.kind === 'letter'
      ? subject.letter !== undefined && steps[step ?? -1]?.with['in'] === undefined
      : expected.is === 'count' && subject.kind === 'receipts',
  )
