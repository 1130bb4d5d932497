import type { Envelope, Power, Scenario, SmtpService, Via } from '#dsl'
import { speaks, services } from '../evidence/services.ts'
import type { DisturbedStep } from './disturbance.ts'

// Other arguments for the steps of a story, by what these arguments mean.

type Given = readonly unknown[]

/** Verbs of clients that open an SMTP session for one envelope. */
const mailing = ['offers', 'sends', 'insists']

/** Tells whether a step opens an SMTP session, for one envelope or to keep it. */
export const opensSmtp = ({ verb, given, inSession }: DisturbedStep): boolean =>
  !inSession && (mailing.includes(verb) ? isEnvelope(given[0]) : verb === 'opens' && isSmtp(given[0]))

/** Tells whether a step hands an envelope to the server, in a session of its own or in one that is kept. */
export const bringsMail = ({ verb, given }: DisturbedStep): boolean =>
  mailing.includes(verb) && isEnvelope(given[0])

/** The arguments with another envelope: where it is handed over, and where the story looks for what came of it. */
export function withEnvelope({ given }: DisturbedStep, change: (envelope: Envelope) => Envelope): Given {
  return given.map((argument) => (isEnvelope(argument) ? change(argument) : argument))
}

/** The arguments of a step that opens an SMTP session, which it does in another way. */
export function withWay(step: DisturbedStep, change: (way: Via) => Via): Given {
  if (!opensSmtp(step)) return step.given
  const [first, way] = step.given
  if (step.verb !== 'opens') return [first, change(isWay(way) ? way : {})]
  const opening = change({ ...(isWay(way) && way), ...(isSmtp(first) && { via: first }) })
  const { via, ...rest } = opening
  return [via, rest]
}

/** The message of a step, or its envelope, if it has one. */
export const messageOf = ({ given }: DisturbedStep): Envelope | undefined => given.find(isEnvelope)

/** How a step of a client that brings mail reaches the server. */
export const wayOf = ({ given: [, way] }: DisturbedStep): Via => (isWay(way) ? way : {})

/** A head with an account more, which the story does not know. */
export const withAccount =
  (address: string) =>
  (scenario: Scenario): Scenario => ({ ...scenario, accounts: { ...scenario.accounts, extra: address } })

/** A head that lists further powers. */
export const using =
  (...powers: readonly Power[]) =>
  (scenario: Scenario): Scenario => ({ ...scenario, uses: [...new Set([...scenario.uses, ...powers])] })

const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value

const isWay = (value: unknown): value is Via => typeof value === 'object' && value !== null

const isSmtp = (value: unknown): value is SmtpService =>
  services.some((each) => each === value && speaks(each, 'smtp'))
