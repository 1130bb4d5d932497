import { describe, expect, test } from 'vitest'
import { buildFixture } from '../testing.ts'

const done = 'a OK done\r\n'
const unknown = 'a NO [UNKNOWN-CTE] a part has an encoding that is not known\r\n'

const part = (encoding: string, body: string): string =>
  `--q\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n`

const message =
  'Content-Type: multipart/mixed; boundary=q\r\n\r\n' +
  part('Base64 (as ever)', 'dGVh\r\nIHRpbWU=') +
  part('quoted-printable', 'gr=C3=BC=C3=\r\n=9Fe=xx  ') +
  part('base64', 'YQBi') +
  part('x-strange', 'what') +
  part('8bit', 'as it is') +
  '--q\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n--q--\r\n'

const open = async () => buildFixture(message).openInbox()

describe('BINARY', () => {
  test.each([
    ['BINARY.PEEK[1]', 'BINARY[1] {8}\r\ntea time'],
    ['binary.peek[2]', 'BINARY[2] {10}\r\ngr\xc3\xbc\xc3\x9fe=xx'],
    ['BINARY.PEEK[3]', 'BINARY[3] ~{3}\r\na\0b'],
    ['BINARY.PEEK[3]<0.1>', 'BINARY[3]<0> {1}\r\na'],
    ['BINARY.PEEK[1]<4.100>', 'BINARY[1]<4> {4}\r\ntime'],
    ['BINARY.PEEK[1]<9.1>', 'BINARY[1]<9> {0}\r\n'],
    ['BINARY.PEEK[5]', 'BINARY[5] {8}\r\nas it is'],
    ['BINARY.PEEK[6.1]', 'BINARY[6.1] {2}\r\nhi'],
    ['BINARY.PEEK[7]', 'BINARY[7] NIL'],
    ['BINARY.PEEK[]', `BINARY[] {${message.length}}\r\n${message}`],
    ['BINARY.SIZE[1]', 'BINARY.SIZE[1] 8'],
    ['BINARY.SIZE[3]', 'BINARY.SIZE[3] 3'],
    ['BINARY.SIZE[7]', 'BINARY.SIZE[7] 0'],
    ['(BINARY.SIZE[5] BINARY.PEEK[5] BINARY.SIZE[5])', 'BINARY.SIZE[5] 8 BINARY[5] {8}\r\nas it is'],
  ])('%s', async (item, told) => {
    expect(await (await open()).says(`a FETCH 1 ${item}`)).toBe(`* 1 FETCH (${told})\r\n${done}`)
  })

  test('of an encoding that is not known says so, and tells what else was asked for', async () => {
    const client = await open()
    expect(await client.says('a FETCH 1 (UID BINARY.PEEK[4])')).toBe(
      `* 1 FETCH (UID 1 BINARY[4] NIL)\r\n${unknown}`,
    )
    expect(await client.says('a UID FETCH 1 BINARY.SIZE[4]')).toBe(
      `* 1 FETCH (BINARY.SIZE[4] 0 UID 1)\r\n${unknown}`,
    )
  })

  test('marks a message as read, unless it only peeks', async () => {
    const client = await open()
    expect(await client.says('a FETCH 1 (BINARY.SIZE[1] BINARY.PEEK[1])')).not.toContain('\\Seen')
    expect(await client.says('a FETCH 1 (BINARY.PEEK[1] BINARY[1])')).toBe(
      `* 1 FETCH (BINARY[1] {8}\r\ntea time FLAGS (\\Seen \\Recent))\r\n${done}`,
    )
  })

  test.each(['BINARY', 'BINARY[TEXT]', 'BINARY[1.MIME]', 'BINARY[0]', 'BINARY.SIZE[1]<0.1>', 'BINARY[1]<0>'])(
    '%s is malformed',
    async (item) => {
      expect(await (await open()).says(`a FETCH 1 ${item}`)).toBe('a BAD wrong arguments\r\n')
    },
  )
})
