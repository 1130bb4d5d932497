import { expect, test } from 'vitest'
import { readPolicy, type PolicyDocument } from '../policy/document/document.ts'
import type { ProfileName } from '../policy/document/profile.ts'
import { filePlacesOf, readProductFiles } from './product-files.ts'
import { profiles } from './profiles.ts'
import { profileSeams as seams } from './seams.ts'

function placesUnder(product: ProfileName, document: PolicyDocument = {}) {
  const reading = readPolicy(profiles[product], [document])
  if (reading.problems) throw new Error(reading.problems[0]?.text)
  return filePlacesOf(reading.policy, seams)
}

/** Reads from texts by path, and keeps the complaints. */
function readFrom(texts: Readonly<Record<string, string>>, places: ReturnType<typeof placesUnder>) {
  const complaints: string[] = []
  const read = readProductFiles(
    places,
    (path) => texts[path],
    (path, { line, text }) => complaints.push(`${path}:${line}: ${text}`),
    seams,
  )
  return { ...read, complaints }
}

test('each product has the files of its manual, and no others', () => {
  expect(placesUnder('icewarp')).toEqual({
    bypass: 'Config/submissionbypass.dat',
    hosts: undefined,
    kill: undefined,
  })
  expect(placesUnder('imail')).toEqual({ bypass: undefined, hosts: 'hosts', kill: 'kill.lst' })
  expect(placesUnder('kerio')).toEqual({ bypass: undefined, hosts: undefined, kill: undefined })
})

test('a policy may say that a file stands elsewhere', () => {
  const places = placesUnder('icewarp', { submission: { bypassFile: 'bypass.txt' } })
  const read = readFrom({ 'bypass.txt': 'l:', 'Config/submissionbypass.dat': '' }, places)
  expect(read.bypass).toEqual({ localSenders: true })
})

test('a file that is not there says nothing', () => {
  const { bypass, hosts, complaints } = readFrom({}, placesUnder('icewarp'))
  expect(bypass).toEqual({ localSenders: false })
  expect([...hosts]).toEqual([])
  expect(complaints).toEqual([])
})

test('nothing is read for a file that the product has none of', () => {
  const read: string[] = []
  readProductFiles(
    { bypass: undefined, hosts: 'hosts', kill: undefined },
    (path) => void read.push(path),
    () => {},
    seams,
  )
  expect(read).toEqual(['hosts'])
})

test('a broken line is told with file and line, and the rest of the files counts', () => {
  const { bypass, hosts, kill, complaints } = readFrom(
    {
      'bypass.dat': 'x:\nl:\n',
      hosts: '192.0.2.60 one.test\nnonsense\n',
      'kill.lst': 'a@x.test b@y.test\n@X.test\n',
    },
    { bypass: 'bypass.dat', hosts: 'hosts', kill: 'kill.lst' },
  )
  expect(bypass).toEqual({ localSenders: true })
  expect(hosts.get('one.test')).toBe('192.0.2.60')
  expect([...kill]).toEqual(['x.test'])
  expect(complaints).toEqual([
    'bypass.dat:1: "x:" is not a known kind of bypass; "l:" means local senders',
    'hosts:2: "nonsense" is not an address',
    'kill.lst:1: "a@x.test b@y.test" is neither user@host nor @host',
  ])
})
