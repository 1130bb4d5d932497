import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { postfix } from './kind.ts'

/** Postfix, as Debian has it. */
export const postfixTarget = (way?: Way, name?: string): Target => nativeTarget(postfix, way, name)
