import type { Way } from '../native/enclosure.ts'
import { nativeTarget } from '../native/target.ts'
import type { Target } from '../target.ts'
import { sendmail } from './kind.ts'

/** sendmail, as Debian has it. */
export const sendmailTarget = (way?: Way, name?: string): Target => nativeTarget(sendmail, way, name)
