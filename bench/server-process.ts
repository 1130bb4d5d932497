// A process with one server in it: `node server-process.ts reference`.
import { answers } from './children.ts'
import { servers, type ServerName } from './servers.ts'

const isServerName = (name: string): name is ServerName => Object.hasOwn(servers, name)

const [name = ''] = process.argv.slice(2)
if (!isServerName(name)) throw new RangeError(`no server is called ${name}`)
const server = servers[name]()

/** Each question is the end of a round. */
answers(async () => {
  const loaded = await server
  loaded.empties()
  return { port: loaded.port }
})
