import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { postfixDovecot } from './kind.ts'

/** Postfix with Dovecot, as Debian has them. */
export const postfixDovecotTarget = (): Target => nativeTarget(postfixDovecot)
