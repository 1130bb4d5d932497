import { expect, test } from 'vitest'
import type { z } from 'zod'
import type {
  Answer,
  Attempt,
  ClaimRecord,
  Count,
  Evidence,
  LetterFound,
  Login,
  PeerCommand,
  PeerRecord,
  Receipt,
  RecordedEndpoint,
  RecordedHead,
  Reply,
  SessionRecord,
  Step,
  WireLine,
} from '#evidence'
import type { Letter, Sent } from '../scenarios/evidence/letter.ts'
import { evidenceSchema } from './evidence-schema.ts'

/** The fields of a shape by name, and whether each has to be there. */
type Fields<Shape> = {
  [Name in keyof Shape as string extends Name ? never : Name]-?: undefined extends Shape[Name]
    ? 'optional'
    : 'required'
}

/** Compiles where two shapes have the same fields. */
type Same<Kept, Known> = [Fields<Kept>, Fields<Known>] extends [Fields<Known>, Fields<Kept>]
  ? true
  : Fields<Known>

type Read = z.output<typeof evidenceSchema>
type Session = Read['sessions'][number]
type Claim = Read['claims'][number]
type About<Kind> = Extract<Claim['subject'], { kind: Kind }>
type Peer = NonNullable<Read['peers']>[string]
type ReadLetter = NonNullable<About<'letter'>['letter']>

/** Each part of the evidence as it is recorded, beside what is read of it. */
interface Parts {
  readonly evidence: Same<Evidence, Read>
  readonly head: Same<RecordedHead, Read['head']>
  readonly endpoint: Same<RecordedEndpoint, Read['endpoints'][string]>
  readonly step: Same<Step, Read['steps'][number]>
  readonly session: Same<SessionRecord, Session>
  readonly line: Same<WireLine, Session['lines'][number]>
  readonly receipt: Same<Receipt, Read['sink'][number]>
  readonly claim: Same<ClaimRecord, Claim>
  readonly attempt: Same<Attempt, About<'attempt'>>
  readonly reply: Same<Reply, NonNullable<About<'attempt'>['reply']>>
  readonly login: Same<Login, About<'login'>>
  readonly answer: Same<Answer, About<'answer'>>
  readonly count: Same<Count, About<'receipts'>>
  readonly found: Same<LetterFound, About<'letter'>>
  readonly letter: Same<Letter, ReadLetter>
  readonly entity: Same<Letter['entities'][number], ReadLetter['entities'][number]>
  readonly sent: Same<Sent, NonNullable<About<'letter'>['sent']>>
  readonly peer: Same<PeerRecord, Peer>
  readonly command: Same<PeerCommand, Peer['commands'][number]>
}

const same: Parts = {
  evidence: true,
  head: true,
  endpoint: true,
  step: true,
  session: true,
  line: true,
  receipt: true,
  claim: true,
  attempt: true,
  reply: true,
  login: true,
  answer: true,
  count: true,
  found: true,
  letter: true,
  entity: true,
  sent: true,
  peer: true,
  command: true,
}

test('what is recorded and what is read of it have the same fields, which the compiler compares', () => {
  expect(Object.values(same)).toEqual(Object.values(same).map(() => true))
})
