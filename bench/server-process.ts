// A process with one server in it: `node server-process.ts reference`.
import { answers } from './children.ts'
import { servers, type ServerName } from './servers.ts'

const isServerName = (name: string): name is ServerName => Object.hasOwn(servers, name)

const [name = ''] = process.argv.slice(2)
if (!isServerName(name)) throw new RangeError(`no server is called ${name}`)
const server = servers[name]()

let before = process.cpuUsage()

/** Each question is the end of a round; the answer tells the processor time since the last, in microseconds. */
answers(async () => {
  const loaded = await server
  const { user, system } = process.cpuUsage(before)
  await loaded.empties()
  before = process.cpuUsage()
  return { port: loaded.port, cpu: user + system }
})
