import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterBounds } from '../scenarios/evidence/bounds.ts'
import { fieldsOf } from '../scenarios/evidence/letter.ts'
import { divided } from '../scenarios/letters/kept-message.ts'
import { readLetter } from '../scenarios/letters/read-letter.ts'

/** What makes a message strange: pieces of headers and of MIME in any order, and any octets between them. */
const anyOctets = fc
  .array(
    fc.oneof(
      fc.constantFrom('\r\n', '\n', '\r', '\0', ' ', ':', '--x', '--x--', '=?utf-8?B?w7w=?=', '=\r\n', '=C3'),
      fc.constantFrom('Content-Type: multipart/mixed; boundary=x\r\n', 'Content-Type: message/rfc822\r\n'),
      fc.constantFrom('Content-Transfer-Encoding: base64\r\n', 'Content-Type: text/plain; charset=utf-7\r\n'),
      fc.constantFrom(
        "Content-Disposition: attachment; filename*0*=utf-8''%C3\r\n",
        'Subject: =?x?y?z?=\r\n',
      ),
      fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''))

test('for any octets, a letter is read within its bounds, and its header and body are theirs', async () => {
  await fc.assert(
    fc.asyncProperty(anyOctets, async (octets) => {
      const letter = await readLetter(octets)
      const { header, body } = divided(octets)
      expect(octets.startsWith(header) && octets.endsWith(body)).toBe(true)
      expect(letter).toMatchObject({ header, bodyOctets: body.length })
      expect(letter.entities.length).toBeLessThanOrEqual(letterBounds.entities)
      expect(
        fieldsOf(header)
          .map(({ raw }) => raw)
          .join(''),
      ).toBe(header)
    }),
  )
})
