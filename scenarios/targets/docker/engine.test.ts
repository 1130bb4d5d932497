import { expect, test } from 'vitest'
import { engineShortfalls, readEngine, type Engine } from './engine.ts'

const daemon = {
  version: '20.10.24',
  machine: 'box',
  system: 'Debian GNU/Linux 12 (bookworm)',
  containers: 'linux',
  isRootless: false,
}
const able: Engine = {
  platform: 'linux',
  hostname: 'box',
  mayListen: true,
  hasLibrary: true,
  hasCommand: true,
  compose: '2.26.1-4',
  endpoint: 'unix:///var/run/docker.sock',
  daemon,
}
const { daemon: _daemon, ...silent } = able
const { compose: _compose, ...plain } = able

test('a Linux with Docker, compose and root can run servers in containers', () => {
  expect(engineShortfalls(able)).toEqual([])
})

const unable: readonly (readonly [string, Engine, string])[] = [
  ['a machine without Docker', { ...silent, hasCommand: false }, 'the docker command is not installed'],
  ['a clone without optional packages', { ...able, hasLibrary: false }, 'testcontainers is not installed'],
  ['a daemon that is not there', { ...silent, trouble: 'Cannot connect' }, 'does not answer: Cannot connect'],
  ['a client without compose', plain, 'version 2 of the compose plugin'],
  ['a compose of the first kind', { ...able, compose: '1.29.2' }, 'version 2 of the compose plugin'],
  ['containers of Windows', { ...able, daemon: { ...daemon, containers: 'windows' } }, 'run windows'],
  ['another system', { ...able, platform: 'darwin' }, 'in a virtual machine'],
  ['Docker Desktop', { ...able, daemon: { ...daemon, system: 'Docker Desktop' } }, 'in a virtual machine'],
  ['a rootless daemon', { ...able, daemon: { ...daemon, isRootless: true } }, 'is rootless'],
  ['a daemon elsewhere', { ...able, endpoint: 'tcp://10.0.0.7:2375' }, 'runs on another machine, box'],
  ['a daemon outside of this container', { ...able, hostname: 'inner' }, 'runs on another machine, box'],
  ['somebody else than root', { ...able, mayListen: false }, 'it needs root'],
]

test.each(unable)('%s cannot, and says why in one sentence', (_, engine, why) => {
  const shortfalls = engineShortfalls(engine)
  expect(shortfalls).toHaveLength(1)
  expect(shortfalls[0]?.why).toContain(why)
})

test('this machine is looked at without starting anything', () => {
  expect(readEngine().platform).toBe(process.platform)
})
