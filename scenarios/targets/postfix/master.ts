import type { Parts } from '../native/kind.ts'

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

/** master.cf: a listener for each service asked for, and the inner services. */
export function masterFile({ host, ports }: Parts): string {
  const listeners = [...ports].flatMap(([service, port]) => {
    const options = smtpOptions[service]
    return options
      ? [`${host}:${port} inet n - n - - smtpd`, ...options.map((option) => `  -o ${option}`)]
      : []
  })
  return `${listeners.join('\n')}\n${inner}`
}

const smtpOptions: Readonly<Partial<Record<string, readonly string[]>>> = {
  mx: [],
  submission: ['smtpd_client_restrictions=permit_sasl_authenticated,reject'],
}
