// A process with a reference server in it, every service and the control API open: `node victim-process.ts`.
import {
  createMemoryFiles,
  createZoneResolver,
  realSurroundings,
  startReferenceServer,
} from '#reference-server'
import { certificateFor } from '../../scenarios/targets/certificate.ts'
import { openControlServer } from '../../scenarios/targets/reference/control-server.ts'
import { referenceTarget } from '../../scenarios/targets/reference/target.ts'
import { doors } from './attack.ts'
import { account, domain } from './stage.ts'

let faults = 0
const anyPort = { host: '127.0.0.1', port: 0 }
const listen = Object.fromEntries(doors.filter((door) => door !== 'control').map((door) => [door, anyPort]))
const { key, cert } = await certificateFor({ hostname: `mail.${domain}`, address: '127.0.0.1', keys: 'ec' })
const server = await startReferenceServer(
  {
    profile: 'kerio',
    policy: {
      domains: { local: [domain] },
      accounts: { [account.address]: { password: account.password } },
      relay: { mode: 'restricted', acceptSmtpAuth: true },
      // Messages may be as large as the memory allows: those of some attacks are.
      limits: { messageSize: 0 },
    },
    listen,
    certificate: { key, cert },
  },
  {
    ...realSurroundings(({ level, event, cause }) => {
      // The first ones say enough.
      if (level === 'error' && faults++ < 20) process.send?.({ fault: `${event}: ${reasonOf(cause)}` })
    }),
    // Nothing leaves this machine.
    resolver: createZoneResolver(() => ({})),
    files: createMemoryFiles(),
  },
)
const control = await openControlServer(referenceTarget(), 0)

// Without the process that started it, it is of no use.
const exits = () => process.exit()
process.on('disconnect', exits)
process.once('SIGTERM', () => void ends())
process.send?.({
  token: control.token,
  ports: {
    ...Object.fromEntries(doors.map((door) => [door, server.endpoint(door)?.port])),
    control: Number(new URL(control.url).port),
  },
})

async function ends(): Promise<void> {
  process.off('disconnect', exits)
  await Promise.all([server[Symbol.asyncDispose](), control[Symbol.asyncDispose]()])
  process.disconnect()
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error
    ? (cause.stack ?? cause.message).split('\n').slice(0, 3).join(' ')
    : String(cause)
}
