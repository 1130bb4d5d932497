import { html, raw } from 'hono/html'
import type { Verdict } from '../results.ts'
import { verdictWords } from '../words.ts'

/** A piece of the page, escaped. */
export type Html = ReturnType<typeof html>

/** The symbol of a verdict with its word: colour is never the only sign. */
export const badge = (verdict: Verdict, note = ''): Html =>
  html`<span class="badge ${verdict}"
    ><b aria-hidden="true">${verdictWords[verdict].symbol}</b> ${verdict}${note}</span
  >`

/** One part of a bar: how much, in which colour, and what it is called. */
export interface BarPart {
  readonly kind: string
  readonly count: number
}

/** A bar whose parts are as wide as their counts. It repeats what the text beside it says. */
export function bar(parts: readonly BarPart[]): Html {
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, { count }) => sum + count, 0))
  return html`<svg
    class="bar"
    viewBox="0 0 ${Math.max(total, 1)} 1"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${parts.map(({ kind, count }, index) =>
      count > 0
        ? html`<rect class="${kind}" x="${starts[index] ?? 0}" width="${count}" height="1"></rect>`
        : '',
    )}
  </svg>`
}

/** The link to a clause, or to its result on one target. */
export const clauseLink = (clause: string, target?: string): string =>
  `#/clause/${encodeURIComponent(clause)}${targetQuery(target)}`

/** The link to a scenario, or to its result on one target. */
export const scenarioLink = (scenario: string, target?: string): string =>
  `#/scenario/${scenario.split('/').map(encodeURIComponent).join('/')}${targetQuery(target)}`

/** The link to the page of a target. */
export const targetLink = (target: string): string => `#/target/${encodeURIComponent(target)}`

const targetQuery = (target: string | undefined): string =>
  target === undefined ? '' : `?target=${encodeURIComponent(target)}`

/** A statement with its words of obligation set apart. */
export const emphasised = (statement: string): Html =>
  html`${statement
    .split(/\b((?:MUST|SHOULD|MAY)(?: NOT)?)\b/)
    .map((part, index) => (index % 2 === 1 ? html`<strong class="obligation">${part}</strong>` : part))}`

/** `1 clause`, `2 clauses`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

/** A moment in words: `1 Jan 2026, 00:30:00.000 UTC`. */
export function momentInWords(at: number): string {
  const iso = new Date(at).toISOString()
  return `${dayInWords(iso)}, ${iso.slice(11, 23)} UTC`
}

/** The time of day alone: `00:30:00.000`. */
export const timeOfDay = (at: number): string => new Date(at).toISOString().slice(11, 23)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const dayInWords = (iso: string): string =>
  `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`

/** Text in which `word`s between backquotes are set as code. */
export const withCode = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`

/** Commands that play something again. */
export const againPart = (commands: readonly string[]): Html =>
  html`<p class="again">
    <span>Play it again</span>
    ${commands.map((command) => html`<code>${command}</code>`)}
  </p>`

/** Lines for a shell that show again what a claim is about. */
export const shellPart = (lines: string): Html =>
  html`<details class="shell">
    <summary>Reproduce it from a shell</summary>
    <pre tabindex="0">${lines}</pre>
  </details>`

/** A place to break a long dotted or slashed name, so that phones can show it. */
export const breakable = (name: string): Html =>
  html`${name.split(/(?<=[./@-])/).map((part, index) => (index === 0 ? part : html`${raw('<wbr>')}${part}`))}`
