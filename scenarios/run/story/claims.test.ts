import { expect, test } from 'vitest'
import type { AnswerClaims, CountClaims, FormClaims, LetterClaims, ReplyClaims } from '#dsl'
import { expectations } from '../../evidence/expectations.ts'

const words = {
  isAccepted: 'decision',
  isRefused: 'decision',
  isDeferred: 'decision',
  isTurnedAway: 'decision',
  isClosed: 'decision',
  staysOpen: 'decision',
  lists: 'decision',
  listsNo: 'decision',
  isNo: 'decision',
  isBad: 'decision',
  hasLine: 'decision',
  asksForMore: 'decision',
  hasWholeLineEnds: 'decision',
  speaksTls: 'decision',
  presents: 'decision',
  tells: 'decision',
  tellsNo: 'decision',
  hasCode: 'decision',
  isOneOf: 'decision',
  isNoneOf: 'decision',
  hasFirstLine: 'decision',
  hasFurtherLines: 'decision',
  hasStatus: 'decision',
  lacksCode: 'decision',
  once: 'decision',
  never: 'decision',
  times: 'decision',
  hasHeader: 'decision',
  lacksHeader: 'decision',
  hasSubject: 'decision',
  hasPart: 'decision',
  lacksPart: 'decision',
  attaches: 'decision',
  lacksAttachment: 'decision',
  hasText: 'decision',
  lacksText: 'decision',
  isUnchanged: 'decision',
  isReportOf: 'decision',
  namesClient: 'decision',
  is: 'form',
} satisfies Record<
  keyof (ReplyClaims & AnswerClaims & CountClaims & LetterClaims & FormClaims),
  'decision' | 'form'
>

test('every word of a claim has its row, and every row its word', () => {
  const said = Object.values(expectations).flatMap(({ axis, says }) =>
    Object.keys(says).map((word) => [word, axis]),
  )
  expect(Object.fromEntries(said)).toEqual(words)
  expect(said).toHaveLength(Object.keys(words).length)
})
