import type { Service } from '#evidence'
import { servicesOf } from '../../evidence/services.ts'
import type { Parts } from '../adapter/kind.ts'

/** The services of Postfix among themselves, none in a chroot: from there the turned clock cannot be seen. */
const inner = `pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

/** Services that speak SMTP, and what is particular to each: lines of main.cf that hold for it alone. */
export type Listeners = Readonly<Partial<Record<Service, readonly string[]>>>

/** The services that are listened for. */
export const listeningFor = (listeners: Listeners): readonly Service[] =>
  servicesOf('smtp').filter((service) => listeners[service])

/** master.cf: a listener for each SMTP service, and the inner services. */
export function masterFile({ host, ports, isProxied }: Parts, listeners: Listeners): string {
  const lines = [...ports].flatMap(([service, port]) => {
    const particular = listeners[service]
    return particular
      ? [
          `${host}:${port} inet n - n - - smtpd`,
          ...[...particular, ...(isProxied ? ['smtpd_upstream_proxy_protocol = haproxy'] : [])].map(
            (line) => `  -o { ${line} }`,
          ),
        ]
      : []
  })
  return `${lines.join('\n')}\n${inner}`
}
