import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { courier } from './kind.ts'

/** Courier, as Debian has it. */
export const courierTarget = (way?: Way, name?: string): Target => nativeTarget(courier, way, name)
