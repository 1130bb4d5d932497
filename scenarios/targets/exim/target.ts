import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { exim } from './kind.ts'

/** Exim, as Debian has it. */
export const eximTarget = (way?: Way, name?: string): Target => nativeTarget(exim, way, name)
