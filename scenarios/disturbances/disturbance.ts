import type { Power, Scenario } from '#dsl'
import type { Evidence, Service } from '#evidence'
import type { ImapCredentials, Manners, Pop3Credentials, SmtpCredentials } from '#clients'
import type { PolicyDocument, PolicySettings, SettingKey } from '#policy-document'
import type { StepAhead } from '../run/story/casting.ts'
import type { Aside, Conduct } from '../run/story/conduct.ts'

/** What a disturbance may meddle with: a setting, a group of settings, or a power. */
type Meddling = SettingKey | keyof PolicySettings | Power

/** A step ahead, and its place among those of the story. */
export interface DisturbedStep extends StepAhead {
  /** The number of the step, counted from 1. */
  readonly nth: number
  /** The same, among the steps of its actor. */
  readonly nthOfActor: number
}

/** Tells from the evidence of the plain play why a story depends on what a disturbance changes, if it does. */
export type Dependence = (plain: Evidence) => string | undefined

/** By which form clients log in where the story does not say, and over which service. */
export interface LoginForm {
  readonly pop3?: Pop3Credentials['by']
  readonly imap?: ImapCredentials['by']
  readonly smtp?: SmtpCredentials['mechanism']
  /** The service to use in place of the one asked for. */
  readonly over?: Readonly<Partial<Record<Service, Service>>>
}

/** The places where a disturbance can take hold of a play. */
export interface Hooks {
  /** Another head: other values of the policy, more clients, more powers. @throws NotSayable */
  readonly head?: (scenario: Scenario) => Scenario
  /** Another place for a client. @throws NotSayable */
  readonly source?: (address: string, role: string) => string
  /** The policy that the server starts with, before it is brought to the story's. */
  readonly policy?: (policy: PolicyDocument) => PolicyDocument
  /** Takes steps of its own before a step of the story. */
  readonly before?: (step: DisturbedStep, aside: Aside) => Promise<void>
  /** Other arguments for a step. @throws NotSayable */
  readonly args?: (step: DisturbedStep) => readonly unknown[]
  /** Takes a step in its own way: not only once, or amid steps of its own. */
  readonly around?: (step: DisturbedStep, goes: () => Promise<unknown>, aside: Aside) => Promise<unknown>
  readonly manners?: Manners
  readonly wrong?: Conduct['wrong']
  readonly login?: LoginForm
  readonly body?: Conduct['body']
}

/**
 * Something that a story leaves open: the name in EHLO, the service, which login is a wrong one, and what a session says
 * before MAIL that it can only say, or that only tells something, after EHLO.
 */
type Blank = 'helo' | 'service' | 'wrong' | 'anew' | 'given up' | 'size' | 'cancelled'

/** A change to a story that must not change its verdict. */
export interface Disturbance extends Hooks {
  readonly name: string
  /** What a server must not heed, in a sentence. */
  readonly why: string
  /** A story whose head or operator names one of these is about it, and is passed over. */
  readonly meddlesWith: readonly Meddling[]
  /** Why else a story may depend on it, or has nothing that it could change, as its plain play shows. */
  readonly unless?: readonly Dependence[]
  /** What it fills in: of those that fill in the same only one would be heard, and they are not played at once. */
  readonly fills?: readonly Blank[]
}

/**
 * Makes a disturbance. The name is a slug that never changes: it stands in evidence and reports.
 *
 * @example disturbance('another-helo-each-session', { why: 'Clients greet by any name.', meddlesWith: [], args: … })
 */
export const disturbance = (name: string, rest: Omit<Disturbance, 'name'>): Disturbance => ({ name, ...rest })
