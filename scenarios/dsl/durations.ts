import type { Duration } from '#policy-document'

/** Lengths of time for stories, in milliseconds; policies write them as text: `30m`. */
export const milliseconds = (count: number): Duration => count
export const seconds = (count: number): Duration => count * 1000
export const minutes = (count: number): Duration => seconds(count * 60)
export const hours = (count: number): Duration => minutes(count * 60)
export const days = (count: number): Duration => hours(count * 24)
