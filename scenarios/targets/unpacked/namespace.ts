import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { runs } from '../native/command.ts'
import type { Enclosure } from '../native/enclosure.ts'

export interface NamespaceParts {
  /** The unpacked packages, laid over /usr, /etc and /var. */
  readonly prefix: string
  /** Seen as /srv inside; its `start` is run, `names/` and `over-etc/` go over /etc. */
  readonly folder: string
}

const script = join(import.meta.dirname, 'namespace.sh')
const endsWithin = 5_000

/**
 * Opens a mount and process namespace. It ends when its input does: also when this process is killed. Processes inside cannot leave it,
 * so that none outlives it, whatever they fork.
 */
export function openNamespace({ prefix, folder }: NamespaceParts): Enclosure {
  const log = openSync(join(folder, 'namespace.log'), 'a')
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      '--propagation',
      'private',
      'bash',
      script,
      prefix,
      folder,
    ],
    // A session of its own: Ctrl-C at the terminal is for us, who then end it in order.
    { stdio: ['pipe', log, log], detached: true, env: cleanEnvironment() },
  )
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  child.unref()
  const input = child.stdin
  if (input instanceof Socket) input.unref()
  input?.on('error', () => child.kill('SIGKILL'))
  const pid = String(child.pid ?? 0)
  return {
    runs: (program, args) =>
      runs('nsenter', [
        `--mount=/proc/${pid}/ns/mnt`,
        `--pid=/proc/${pid}/ns/pid_for_children`,
        program,
        ...args,
      ]),
    stops: async () => {
      child.ref()
      input?.end()
      const timer = setTimeout(() => child.kill('SIGKILL'), endsWithin)
      await ended
      clearTimeout(timer)
    },
  }
}

/** Nothing of ours reaches the servers but the way to programs. */
const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
})
