import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { postfixDovecot } from './kind.ts'

/** Postfix with Dovecot, as Debian has them. */
export const postfixDovecotTarget = (way?: Way, name?: string): Target =>
  nativeTarget(postfixDovecot, way, name)
