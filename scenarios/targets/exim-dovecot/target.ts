import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { eximDovecot } from './kind.ts'

/** Exim with Dovecot, as Debian has them. */
export const eximDovecotTarget = (way?: Way, name?: string): Target => nativeTarget(eximDovecot, way, name)
