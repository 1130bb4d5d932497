import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { commgateParts } from './kind.ts'

/** What CommGate is made of, as Debian has it: Postfix, Dovecot and Postgrey. */
export const commgatePartsTarget = (way?: Way, name?: string): Target =>
  nativeTarget(commgateParts, way, name)
