import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { harakaDovecot } from './kind.ts'

/** Haraka, as npm has it, with Dovecot and Redis, as Debian has them. */
export const harakaDovecotTarget = (way?: Way, name?: string): Target =>
  nativeTarget(harakaDovecot, way, name)
