import { type Parts, stage } from '../adapter/kind.ts'
import { submits } from '../adapter/rights.ts'
import { clientRows, row } from './access.ts'
import { isClosed } from './configuration.ts'

/** Mailboxes are addresses of a domain of their own, which is delivered here and which nobody may write to. */
const mailboxes = 'mailbox'

/** The tables, by name: makemap makes of each what sendmail reads. */
export const tables = (parts: Parts): Readonly<Record<string, readonly string[]>> => {
  const addresses = [
    ...new Set([...parts.accounts.map(({ address }) => address.toLowerCase()), 'postmaster@local.test']),
  ]
  return {
    access: access(parts, addresses),
    addresses: addresses.map((address) => row(address, `${address}.${mailboxes}`)),
    routes: [row(`.${mailboxes}`, 'maildir:%1')],
  }
}

/** Who may relay, who may submit without a password, and which recipients there are. */
function access(parts: Parts, addresses: readonly string[]): readonly string[] {
  const networks = isClosed(parts) ? [] : parts.settled.lines('networks')
  return [
    ...clientRows('Connect', networks, 'RELAY'),
    ...(submits(parts.asked) ? clientRows('Srv_Features', networks, 'L') : []),
    ...parts.settled.lines('access'),
    ...addresses.map((address) => row(`To:${address}`, 'OK')),
    ...stage.localDomains.map((domain) => row(`To:${domain}`, 'ERROR:5.1.1:550 User unknown')),
    row(`To:${mailboxes}`, 'ERROR:5.1.2:550 Host unknown'),
  ]
}

/** Where mail for the postmaster goes, whatever domain its address has. */
export const aliases = 'postmaster: postmaster@local.test\nMAILER-DAEMON: postmaster\n'
