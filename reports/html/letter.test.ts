import type { ClaimRecord, Evidence, LetterFound } from '#evidence'
import { expect, test } from 'vitest'
import { evidenceJson, readEvidence } from '../evidence-json.ts'
import { letterViews } from '../model/letters.ts'
import { hostile, smallRun } from '../small-run.ts'
import { lettersPart } from './letter.ts'

const found: LetterFound = {
  kind: 'letter',
  of: 'mailbox of bob@local.test',
  when: { notBefore: 1, notAfter: 2 },
  certain: true,
  letter: {
    header: `Received: from a\r\n\tby b\r\nSubject: ${hostile}\r\n`,
    body: `${hostile}\x07\r\n`,
    bodyOctets: 70_000,
    entities: [
      { depth: 0, type: 'multipart/mixed' },
      { depth: 1, type: 'application/zip', filename: `${hostile}.zip`, octets: 20 },
    ],
    unread: 'it has too many parts',
  },
}

const claim: ClaimRecord = {
  subject: found,
  expected: { is: 'field', name: 'Subject', has: true },
  weight: 'must',
  axis: 'decision',
  clauses: ['imail.headers.source-ip'],
  where: 'here',
}

/** Evidence of the small run, with these claims. */
function evidenceWith(...claims: readonly ClaimRecord[]): Evidence {
  const [evidence] = smallRun(() => true).evidence.values()
  if (!evidence) throw new Error('the small run is empty')
  return { ...evidence, claims }
}

test('a letter that several claims look at is shown once, header, body and parts', () => {
  const views = letterViews(evidenceWith(claim, claim))
  expect(views).toHaveLength(1)
  expect(views[0]).toMatchObject({
    fields: [{ name: 'Received', value: 'from a\tby b' }, { name: 'Subject' }],
    cut: true,
    octets: found.letter ? found.letter.header.length + 70_000 : 0,
  })
})

test('nothing a letter holds is read as anything but text', async () => {
  const page = String(await lettersPart(letterViews(evidenceWith(claim))))
  expect(page).toContain('What was read')
  expect(page).toContain('application/zip')
  expect(page).toContain('it has too many parts')
  expect(page).not.toContain(hostile)
  expect(page).not.toContain('\x07')
})

test('a letter survives being written down and read again', () => {
  const evidence = evidenceWith(claim)
  expect(readEvidence(evidenceJson(evidence)).claims).toEqual(evidence.claims)
})
