import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HarnessFault } from '../../evidence/faults.ts'
import type { Enclosure } from '../native/enclosure.ts'
import { composeFile, composeFolder } from './image.ts'
import { ownLabels, removedWithUs } from './keeper.ts'

/** What `enter.sh` says once it has run the folder's `start`. */
const isOpen = /the container is open/

/** Seconds in which a program has to come to its end. */
const endsWithin = '60'

/** A container uses the network of this machine, or a Docker network with published ports. */
export type Network = 'host' | 'bridge'

/** Opens a container of a server that sees a folder as /srv. */
export async function openContainer(server: string, folder: string, network: Network): Promise<Enclosure> {
  const { DockerComposeEnvironment, Wait } = await import('testcontainers')
  const name = `mailspec-${process.pid}-${randomBytes(4).toString('hex')}`
  const staged = join(folder, 'container.json')
  writeFileSync(staged, JSON.stringify({ services: { [server]: serviceOn(folder, name, network) } }))
  const removed = removedWithUs(name)
  try {
    const environment = await new DockerComposeEnvironment(composeFolder, [composeFile, staged])
      .withProjectName(name)
      .withAutoCleanup(false)
      .withClientOptions(process.platform === 'linux' ? { executable: inItsOwnSession } : {})
      .withDefaultWaitStrategy(Wait.forLogMessage(isOpen))
      .up([server])
    const container = environment.getContainer(name)
    return {
      runs: async (program, args) => {
        const { exitCode, output } = await container.exec(['timeout', endsWithin, program, ...args])
        return { ok: exitCode === 0, output: output.trim() }
      },
      // Where the network is this machine's, ports are what they are.
      ...(network === 'bridge' && {
        reaches: (port: number) => ({ host: container.getHost(), port: container.getMappedPort(port) }),
      }),
      stops: async () => {
        await container.stop({ timeout: 0, remove: true })
        removed()
      },
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new HarnessFault(`the container of ${server} did not open: ${why}`, { cause: error })
  }
}

/** Ctrl-C at the terminal is handled by us, and we end everything in order. */
const inItsOwnSession = { executablePath: 'setsid', options: ['--wait', 'docker'] }

/** What a container has besides what `docker-compose.yml` gives it. */
const serviceOn = (folder: string, name: string, network: Network) => ({
  container_name: name,
  labels: ownLabels(),
  // Never as its packages would have it: that would be another server, at all addresses of this machine.
  command: ['bash', '/enter.sh', 'staged'],
  network_mode: network,
  environment: { LC_ALL: 'C', TZ: 'UTC' },
  volumes: [
    `${folder}:/srv`,
    // Docker mounts its own over these two, so they cannot be replaced from inside.
    ...['resolv.conf', 'hosts'].map((file) => `${join(folder, 'over-etc', file)}:/etc/${file}:ro`),
  ],
})
