import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { Socket } from 'node:net'
import { runs } from '../native/command.ts'

/** Labels by which our containers are known, and whose they are. */
export const labels = { process: 'mailspec.process', machine: 'mailspec.machine' } as const

export const ownLabels = (): Readonly<Record<string, string>> => ({
  [labels.process]: String(process.pid),
  [labels.machine]: hostname(),
})

/** Waits for a word, or for the process that would say it to be gone; then it removes the container. */
const script = 'read -r word || docker rm --force --volumes "$1"'

/**
 * Makes sure that a container does not outlive this process, even if the process is killed.
 *
 * @returns what is to be called once the container has been removed
 */
export function removedWithUs(container: string): () => void {
  const child = spawn('sh', ['-c', script, 'keeper', container], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A session of its own: Ctrl-C at the terminal is handled by us, and we end everything in order.
    detached: true,
  })
  child.unref()
  const { stdin } = child
  if (stdin instanceof Socket) stdin.unref()
  stdin?.on('error', () => undefined)
  return () => stdin?.end('removed\n')
}

/** Removes the containers that processes of this machine have left: those whose keeper was killed too. */
export async function sweeps(): Promise<void> {
  const format = `{{.ID}} {{.Label "${labels.process}"}}`
  const ours = `label=${labels.machine}=${hostname()}`
  const { output } = await runs('docker', ['ps', '--all', '--filter', ours, '--format', format])
  const left = output
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([id = '', pid = '']) => (/^\d+$/.test(pid) && !existsSync(`/proc/${pid}`) ? [id] : []))
  if (left.length > 0) await runs('docker', ['rm', '--force', '--volumes', ...left])
}
