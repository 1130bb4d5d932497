import { html } from 'hono/html'
import type { ClaimView } from '../model/claims.ts'
import type { PlayRecord } from '../model/scenario-page.ts'
import type { LineItem, StepItem, TimelineItem } from '../model/timeline.ts'
import { durationInWords } from '../words.ts'
import { counted, momentInWords, timeOfDay, type Html } from './parts.ts'

/** The name of a line of a session within the page, for claims and links. */
export const lineName = (session: string, index: number): string => `${session}:${index + 1}`

/** The sessions of a scenario on one time line, the steps of the story as headings. */
export function storyPart({ timeline, claims }: Pick<PlayRecord, 'timeline' | 'claims'>): Html {
  const byLine = Map.groupBy(claims, ({ line }) => (line ? lineName(line.session, line.index) : ''))
  return html`<div class="story">${timeline.map((item) => itemPart(item, byLine))}</div>`
}

type ClaimsByLine = ReadonlyMap<string, readonly ClaimView[]>

function itemPart(item: TimelineItem, claims: ClaimsByLine): Html {
  switch (item.kind) {
    case 'step':
      return stepPart(item)
    case 'clock':
      return html`<p class="clock">
        <span>the clock moves <strong>${durationInWords(item.by)}</strong></span>
        <time>${momentInWords(item.at)}</time>
      </p> `
    case 'session':
      return html`<p class="session">
        <strong>${item.id}</strong> ${item.opens ? `${item.service} from ${item.source}` : 'continues'}
        <time>${timeOfDay(item.at)}</time>
      </p> `
    case 'line':
      return linePart(item, claims.get(lineName(item.session, item.index)) ?? [])
    case 'end':
      return html`<p class="end ${item.by}">${item.session}: ${item.why}</p> `
    case 'left-out':
      return html`<p class="end">
        ${counted(item.lines, 'more line')} of ${item.session}, ${counted(item.octets, 'octet')}, not kept
      </p> `
    case 'cut':
    default:
      return html`<p class="end">
        ${counted(item.lines, 'more line')} of ${item.session} in the full record
      </p> `
  }
}

const stepPart = ({ actor, verb, with: words }: StepItem): Html =>
  html`<h3 class="step">
    <span class="actor">${actor}</span> ${spaced(verb)}
    ${words.map(([name, value]) => html`<span class="argument"><i>${spaced(name)}</i> ${value}</span> `)}
  </h3> `

/** `logsIn` becomes `logs in`. */
const spaced = (name: string): string =>
  name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const symbols = { holds: '✓', broken: '✗', unknown: '?' }

const linePart = ({ session, index, dir, text, masked }: LineItem, claims: readonly ClaimView[]): Html =>
  html`<div class="wire ${dir}" data-line="${lineName(session, index)}">
    <b>${dir}</b><code>${text}</code>${masked ? html`<i class="masked">secret hidden</i>` : ''}${claims.map(
      ({ standing, number }) => html`<i class="mark ${standing}">${symbols[standing]} claim ${number}</i>`,
    )}
  </div> `
