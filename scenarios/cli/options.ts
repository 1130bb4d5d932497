import { impacts } from '../clauses/impact.ts'
import { disturbances, impactLevel, milliseconds, wholeNumber } from './arguments.ts'

// Arguments and options that several commands share, as commander takes them.

/** Prints JSON, for a program to read. */
export const json = ['--json', 'print JSON'] as const
/** The seed of all random choices. */
export const seed = ['--seed <number>', 'seed of all random choices in the run', wholeNumber, 1] as const
/** The target to play on: the reference server, unless said otherwise. */
export const target = ['--target <name or file>', 'a built-in target, or a target file', 'reference'] as const
/** Milliseconds to wait where a clock cannot be set. */
export const patience = [
  '--patience <time>',
  'how long a scenario may wait where the clock cannot be set, such as 90s or 2m',
  milliseconds,
  0,
] as const
/** How far a run may go; each target has its own default. */
export const impact = [
  '--impact <level>',
  `the most that scenarios may do to the server: ${impacts.join(', ')} (default: one-message on a target file, everything elsewhere)`,
  impactLevel,
] as const
/** Milliseconds for the whole run. */
export const timeLimit = [
  '--time-limit <time>',
  'how long the whole run may take, such as 30m or 6h (default: 2h plus the time scenarios may wait)',
  milliseconds,
] as const
/** The changes under which each scenario is played again. */
export const disturbed = [
  '--disturbed [names]',
  'play each scenario again under changes that must not matter: all, or names separated by commas (default: all, in bundles)',
  disturbances,
] as const
/** Words that choose scenarios; without any, all are chosen. */
export const filter = ['[filter...]', 'part of an id, a clause, an area or a profile'] as const
