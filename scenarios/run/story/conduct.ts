import type { Account, Client, Powers } from '#dsl'
import type { Service } from '#evidence'
import type { Manners } from '#clients'
import type { PolicyDocument } from '#policy-document'
import type { StagedAccount } from '../../targets/target.ts'
import type { Interference } from './casting.ts'

/** What is shown in place of the proof of an account. */
export interface WrongProof extends StagedAccount {
  /** Whom to act as, where that is another. */
  readonly actsAs?: string
}

/** What the clients of a story do where it leaves that to them. */
export interface Conduct {
  readonly manners?: Manners
  /** What a wrong password is, or a wrong login, made from the account's own and those of the others. */
  readonly wrong?: (own: StagedAccount, others: readonly StagedAccount[]) => WrongProof
  /** Services to use in place of those asked for. */
  readonly services?: Readonly<Partial<Record<Service, Service>>>
  /** The lines of a message whose body the story leaves open. */
  readonly body?: readonly string[]
}

/** The actors of a story for those who come between its steps; what they do is recorded, and nobody interferes. */
export interface Aside {
  readonly clients: Readonly<Record<string, Client>>
  readonly accounts: Readonly<Record<string, Account>>
  /** The powers that the head lists. */
  readonly powers: Readonly<Partial<Powers>>
}

/** What is changed about a play besides the head of its scenario. */
export interface Disturbing {
  /** The disturbances, by name. */
  readonly names: readonly string[]
  readonly conduct: Conduct
  /** The policy that the server starts with; it is then brought to the story's. */
  readonly startsWith?: (policy: PolicyDocument) => PolicyDocument
  /** Comes between the steps of one play. Absent where the steps have been changed already. */
  readonly interferes?: (aside: () => Aside) => Interference
}
