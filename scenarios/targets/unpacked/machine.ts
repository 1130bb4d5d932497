import { existsSync, readFileSync } from 'node:fs'
import { onPath } from '#clients'
import type { Shortfall } from '../target.ts'

/** What of this machine decides whether servers can be run from unpacked packages. */
export interface Machine {
  readonly platform: string
  /** The suite packages come from, `bookworm`; absent where this is no Debian. */
  readonly suite?: string
  readonly isRoot: boolean
  /** Whether this process may mount: root in a container often may not. */
  readonly mayMount: boolean
  readonly hasOverlay: boolean
  readonly programs: ReadonlySet<string>
}

const needed = ['apt-get', 'dpkg', 'unshare', 'nsenter', 'bash'] as const
const capSysAdmin = 1n << 21n

/** Looks at this machine; starts nothing. */
export function readMachine(): Machine {
  const suite = suiteOf(textOf('/etc/os-release'))
  const [, capabilities = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(textOf('/proc/self/status')) ?? []
  return {
    platform: process.platform,
    ...(suite !== undefined && existsSync('/etc/debian_version') && { suite }),
    isRoot: process.getuid?.() === 0,
    mayMount: (BigInt(`0x${capabilities}`) & capSysAdmin) !== 0n,
    hasOverlay: /\boverlay$/m.test(textOf('/proc/filesystems')),
    programs: new Set(needed.filter((program) => onPath(program, ['/usr/sbin', '/sbin']) !== undefined)),
  }
}

/** Tells what stands in the way of running servers from unpacked packages, in one sentence each. */
export function machineShortfalls(machine: Machine): readonly Shortfall[] {
  const missing = needed.filter((program) => !machine.programs.has(program))
  const sentences: readonly (readonly [boolean, string])[] = [
    [machine.platform !== 'linux', `it needs Linux; this is ${machine.platform}`],
    [machine.suite === undefined, 'it needs Debian, because it unpacks Debian packages'],
    [!machine.isRoot, 'it needs root, for a mount namespace and real ports'],
    [machine.isRoot && !machine.mayMount, 'this container may not mount (it lacks CAP_SYS_ADMIN)'],
    [!machine.hasOverlay, 'the kernel has no overlayfs (modprobe overlay)'],
    [missing.length > 0, `missing on this machine: ${missing.join(', ')}`],
  ]
  const [first] = sentences.filter(([holds]) => holds)
  return first ? [{ need: 'this machine', why: first[1] }] : []
}

const suiteOf = (release: string): string | undefined => /^VERSION_CODENAME="?(\w+)"?$/m.exec(release)?.[1]

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
