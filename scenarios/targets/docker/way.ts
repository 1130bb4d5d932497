import type { Way } from '../native/enclosure.ts'
import type { ServerKind } from '../adapter/kind.ts'
import { openContainer, type Network } from './container.ts'
import { engineShortfalls, readEngine } from './engine.ts'
import { builtImage, hasRecipe } from './image.ts'
import { sweeps } from './keeper.ts'

/** In containers, each server from an image its packages were installed in. */
export function containerWay(): Way {
  const network = askedNetwork()
  const images = new Map<string, ReadonlyMap<string, string>>()
  return {
    name: 'docker',
    hasOwnNetwork: network === 'bridge',
    origin: network === 'bridge' ? 'Debian bookworm, in a Docker network' : 'Debian bookworm, in Docker',
    obstacles: ({ name }) =>
      hasRecipe(name)
        ? engineShortfalls(readEngine(), network)
        : [{ need: 'its image', why: `there is no fixtures/docker/${name}/Dockerfile to build it from` }],
    versionOf: (kind, name) => images.get(kind.name)?.get(name),
    readies: async ({ name }: ServerKind) => {
      if (!images.has(name)) {
        await sweeps()
        connects()
        images.set(name, await builtImage(name))
      }
      return (folder) => openContainer(name, folder, network)
    },
  }
}

/** For where a container cannot have the network of the machine; much is a shortfall then. */
const askedNetwork = (): Network => (process.env['MAILSPEC_DOCKER_NETWORK'] === 'bridge' ? 'bridge' : 'host')

/** The library looks for the daemon in its own way, so it is told where the docker command found it. */
function connects(): void {
  const { endpoint } = readEngine()
  if (endpoint !== undefined) process.env['DOCKER_HOST'] ??= endpoint
  process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1'
}
