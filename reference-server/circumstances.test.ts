import { expect, test } from 'vitest'
import { createCircumstances } from './circumstances.ts'
import { readPolicy, type PolicyDocument } from './policy/document/document.ts'
import { createEngine } from './policy/engine.ts'
import { profileSeams } from './profiles/seams.ts'
import { profiles } from './profiles/profiles.ts'
import { seededChance } from './surroundings/chance.ts'
import { createMemoryFiles } from './surroundings/files.ts'
import type { LogEntry } from './surroundings/log.ts'
import { socketPeerAddress } from './surroundings/real-surroundings.ts'
import { createVirtualClock } from './surroundings/virtual-clock.ts'
import { createZoneResolver } from './surroundings/zone-resolver.ts'

const bypassFile = 'Config/submissionbypass.dat'

function policyOf(document: PolicyDocument) {
  const reading = readPolicy(profiles.icewarp, [document])
  if (reading.problems) throw new Error(reading.problems[0]?.text)
  return reading.policy
}

function fixture(document: PolicyDocument = {}) {
  const files = createMemoryFiles()
  const entries: LogEntry[] = []
  const policy = policyOf(document)
  const engine = createEngine(policy, profiles.icewarp.conduct)
  const circumstances = createCircumstances(engine, profileSeams, {
    clock: createVirtualClock(),
    resolver: createZoneResolver(() => ({})),
    log: (entry) => entries.push(entry),
    files,
    interfaceNetworks: () => [],
    peerAddress: socketPeerAddress,
    dial: (address) => address,
    random: seededChance('circumstances'),
  })
  return { files, entries, engine, circumstances, policy }
}

const bypasses = ({ engine }: ReturnType<typeof fixture>) => engine.files.bypass.localSenders

test('a file is read when the policy is adopted, and again whenever it changes', () => {
  const it = fixture()
  it.files.write(bypassFile, 'l:\n')
  it.circumstances.adopt(it.policy)
  expect(bypasses(it)).toBe(true)
  it.files.write(bypassFile, '')
  expect(bypasses(it)).toBe(false)
  it.files.write(bypassFile, 'l:\n')
  expect(bypasses(it)).toBe(true)
  it.files.remove(bypassFile)
  expect(bypasses(it)).toBe(false)
})

test('a broken line is logged with file and line, and the rest is followed', () => {
  const it = fixture()
  it.circumstances.adopt(it.policy)
  it.files.write(bypassFile, 'x:\nl:\n')
  expect(bypasses(it)).toBe(true)
  expect(it.entries).toMatchObject([
    { level: 'warning', event: 'broken-line', facts: { file: bypassFile, line: 1 } },
  ])
})

test('a policy that names another file leaves the first unread', () => {
  const it = fixture()
  it.circumstances.adopt(it.policy)
  it.files.write(bypassFile, 'l:\n')
  it.circumstances.adopt(policyOf({ submission: { bypassFile: 'bypass.dat' } }))
  expect(bypasses(it)).toBe(false)
  it.files.write(bypassFile, '# still here\nl:\n')
  expect(bypasses(it)).toBe(false)
  it.files.write('bypass.dat', 'l:\n')
  expect(bypasses(it)).toBe(true)
})

test('closed, nothing is watched any more', () => {
  const it = fixture()
  it.circumstances.adopt(it.policy)
  it.circumstances.close()
  it.files.write(bypassFile, 'l:\n')
  expect(bypasses(it)).toBe(false)
})
