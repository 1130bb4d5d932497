import { loginsFile } from '../dovecot/dovecot.ts'
import { loginWindow } from '../dovecot/window.ts'
import type { Companion } from '../exim/configuration.ts'
import type { Asked } from '../adapter/fragments.ts'

/** How Exim checks the window of POP before SMTP, if it is on. */
function windowOf(asked: Asked) {
  const window = loginWindow(asked)
  if (!window) return undefined
  const remembered = asked.conduct.window.judged === 'at-session-start'
  return {
    isOpen: remembered ? wasOpen : openNow(window.length),
    lookUp: openNow(window.length),
    remembered,
  }
}

/** A session keeps what was found when it began. */
const wasOpen = '${if eq{$acl_c_window}{open}}'

/**
 * Asks whether the client's address has logged in within the window. Exim keeps the outcome of a query for as long as
 * a session lasts; with microseconds in it, none is asked twice.
 */
const openNow = (window: number): string =>
  `\${lookup sqlite,file=${loginsFile} {SELECT 1 FROM logins WHERE ip = '\${quote_sqlite:$sender_host_address}' ` +
  `AND at * 1000000 > \${eval:$tod_epoch_l - ${window * 1000}}}{yes}{no}}`

/** Conditions that are not to hold for a client to count as unknown: a window may be worth as much as a password. */
export function unlessOpen(asked: Asked): readonly string[] {
  const window = windowOf(asked)
  return window && asked.conduct.window.worth === 'authentication'
    ? [`     !condition = ${window.isOpen}`]
    : []
}

/** What the window adds to the access lists. */
export function windowParts(asked: Asked): Companion {
  const window = windowOf(asked)
  if (!window) return { connect: [], permits: [], known: [] }
  return {
    connect: window.remembered ? [`warn condition = ${window.lookUp}`, '     set acl_c_window = open'] : [],
    permits: [`accept condition = ${window.isOpen}`],
    known: unlessOpen(asked),
  }
}
