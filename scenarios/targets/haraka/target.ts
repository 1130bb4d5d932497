import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { haraka } from './kind.ts'

/** Haraka, as npm has it, with Debian's Redis for its limits. */
export const harakaTarget = (way?: Way, name?: string): Target => nativeTarget(haraka, way, name)
