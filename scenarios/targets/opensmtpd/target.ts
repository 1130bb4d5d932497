import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { opensmtpd } from './kind.ts'

/** OpenSMTPD, as Debian's backports have it. */
export const opensmtpdTarget = (way?: Way, name?: string): Target => nativeTarget(opensmtpd, way, name)
