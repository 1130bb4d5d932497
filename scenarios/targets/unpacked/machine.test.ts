import { expect, test } from 'vitest'
import { machineShortfalls, readMachine, type Machine } from './machine.ts'

const able: Machine = {
  platform: 'linux',
  suite: 'bookworm',
  isRoot: true,
  mayMount: true,
  hasOverlay: true,
  programs: new Set(['apt-get', 'dpkg', 'unshare', 'nsenter', 'bash']),
}
const { suite: _suite, ...noDebian } = able

test('a Debian on which root may mount can run servers', () => {
  expect(machineShortfalls(able)).toEqual([])
})

test.each([
  ['another system', { ...able, platform: 'darwin' }, 'it needs Linux; this is darwin'],
  ['another distribution', noDebian, 'it needs Debian, because it unpacks Debian packages'],
  [
    'somebody else than root',
    { ...able, isRoot: false },
    'it needs root, for a mount namespace and real ports',
  ],
  [
    'a tight container',
    { ...able, mayMount: false },
    'this container may not mount (it lacks CAP_SYS_ADMIN)',
  ],
  ['a small kernel', { ...able, hasOverlay: false }, 'the kernel has no overlayfs (modprobe overlay)'],
  [
    'a bare machine',
    { ...able, programs: new Set(['bash']) },
    'missing on this machine: apt-get, dpkg, unshare, nsenter',
  ],
])('%s cannot, and says why in one sentence', (_, machine, why) => {
  expect(machineShortfalls(machine)).toEqual([{ need: 'this machine', why }])
})

test('this machine is looked at without starting anything', () => {
  expect(readMachine().platform).toBe(process.platform)
})
