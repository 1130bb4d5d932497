import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { eximDovecot } from './kind.ts'

/** Exim with Dovecot, as Debian has them. */
export const eximDovecotTarget = (): Target => nativeTarget(eximDovecot)
