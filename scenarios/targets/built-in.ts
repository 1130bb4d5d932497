import type { ServerKind } from './adapter/kind.ts'
import { commgateParts } from './commgate-parts/kind.ts'
import { courier } from './courier/kind.ts'
import { eximDovecot } from './exim-dovecot/kind.ts'
import { exim } from './exim/kind.ts'
import { harakaDovecot } from './haraka-dovecot/kind.ts'
import { haraka } from './haraka/kind.ts'
import { opensmtpd } from './opensmtpd/kind.ts'
import { postfixDovecot } from './postfix-dovecot/kind.ts'
import { postfix } from './postfix/kind.ts'
import { sendmail } from './sendmail/kind.ts'

/** The servers of others that need no target file, in the order in which reports show them. */
export const builtInKinds: readonly ServerKind[] = [
  postfix,
  postfixDovecot,
  commgateParts,
  exim,
  eximDovecot,
  haraka,
  harakaDovecot,
  opensmtpd,
  courier,
  sendmail,
]
