import type { Duration, Instant } from './facts.ts'

/**
 * Tells whether an instant lies within the span that began at another. The end is not part of the span, and neither is
 * anything before its beginning: a clock that was set back ends a span, it never makes one longer.
 *
 * @returns true from `start` on, up to but not including `start + span`
 */
export const isWithin = (start: Instant, span: Duration, now: Instant): boolean =>
  start <= now && now - start < span
