import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'

/** What Linux tells about a process. On other systems, and for a process that is gone, nothing is known. */
export interface ProcessFigures {
  /** How many descriptors it has open. */
  readonly descriptors: number | undefined
  /** The most memory it has had since `forgetsPeak`, in octets. */
  readonly peak: number | undefined
  /** How long its main thread has waited for a core that was busy with others, in milliseconds. */
  readonly waited: number
}

export function figuresOf(pid: number): ProcessFigures {
  const [, peak] =
    /^VmHWM:\s*(\d+) kB$/m.exec(told(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '') ?? []
  const schedule = told(() => readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8'))
  return {
    descriptors: told(() => readdirSync(`/proc/${pid}/fd`).length),
    peak: peak === undefined ? undefined : Number(peak) * 1024,
    waited: Number(schedule?.split(' ')[1] ?? 0) / 1e6,
  }
}

/** The TCP connections a process holds: its own port, and the state the system knows. */
export function connectionsOf(pid: number): readonly { readonly port: number; readonly state: string }[] {
  const own = new Set(
    (told(() => readdirSync(`/proc/${pid}/fd`)) ?? []).map((fd) =>
      told(() => readlinkSync(`/proc/${pid}/fd/${fd}`)),
    ),
  )
  const lines = (told(() => readFileSync(`/proc/${pid}/net/tcp`, 'latin1')) ?? '').split('\n').slice(1)
  return lines.flatMap((line) => {
    const [, local = '', , code = '', , , , , , inode = ''] = line.trim().split(/\s+/)
    const state = states[code]
    const port = Number.parseInt(local.split(':')[1] ?? '', 16)
    return state !== undefined && own.has(`socket:[${inode}]`) ? [{ port, state }] : []
  })
}

/** The states of connections, without that of a listening port. */
const states: Readonly<Record<string, string>> = {
  '01': 'open',
  '04': 'waiting for the last octets to be taken',
  '05': 'closed by the server alone',
  '08': 'closed by the client alone',
}

/** Begins to measure the peak of memory anew. */
export function forgetsPeak(pid: number): void {
  told(() => writeFileSync(`/proc/${pid}/clear_refs`, '5'))
}

/** What a file says; undefined where it does not exist, or we may not read it. */
function told<T>(reads: () => T): T | undefined {
  try {
    return reads()
  } catch {
    return undefined
  }
}
