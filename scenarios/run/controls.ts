import type { Evidence } from '#evidence'
import type { Scenario } from '#dsl'

/**
 * Finds what a scenario lacks to prove anything, from the evidence of a clean run:
 * a refusal needs its control, an acceptance in the same scenario or in the one named as `control`; an acceptance of
 * mail for a foreign domain needs at least one message that the sink has received; and every cited clause needs a
 * claim that counts for it.
 *
 * @param evidence of every scenario, by id
 * @returns one sentence for each lack; none when all is well
 */
export function lacks(scenario: Scenario, evidence: ReadonlyMap<string, Evidence>): readonly string[] {
  const own = evidence.get(scenario.id)
  if (!own) return ['it was not played']
  const named = scenario.control === undefined ? undefined : evidence.get(scenario.control)
  return [
    ...(scenario.control !== undefined && !named ? [`its control ${scenario.control} does not exist`] : []),
    ...(refusesSomething(own) && !acceptsSomething(own) && !(named && acceptsSomething(named))
      ? ['it claims a refusal, and no acceptance beside it shows the difference']
      : []),
    ...(relaysSomething(own) && !arrivesSomewhere(own)
      ? ['it claims a right to relay, and no message of it is confirmed by the sink']
      : []),
    ...scenario.clauses
      .filter((clause) => !own.claims.some(({ clauses }) => clauses.includes(clause)))
      .map((clause) => `it cites ${clause}, and no claim counts for it`),
  ]
}

const refusesSomething = ({ claims }: Evidence): boolean =>
  claims.some(({ expected }) => ['refused', 'deferred', 'turned-away'].includes(expected.is))

const acceptsSomething = ({ claims }: Evidence): boolean =>
  claims.some(({ expected, subject }) => expected.is === 'accepted' && subject.kind === 'attempt')

/** Tells whether a claim says that a whole message for elsewhere was taken. */
const relaysSomething = ({ claims, sessions }: Evidence): boolean =>
  claims.some(
    ({ expected, subject }) =>
      expected.is === 'accepted' &&
      subject.kind === 'attempt' &&
      subject.at === 'MESSAGE' &&
      sessions
        .find(({ id }) => id === subject.session)
        ?.lines.some(
          ({ dir, octets }) => dir === 'C' && /^RCPT TO:<[^>]*@(?!local\.|second\.)/i.test(octets),
        ) === true,
  )

const arrivesSomewhere = ({ claims, sink }: Evidence): boolean =>
  sink.length > 0 &&
  claims.some(({ expected, subject }) => expected.is === 'count' && subject.kind === 'receipts')
