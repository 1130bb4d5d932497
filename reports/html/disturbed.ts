import { html } from 'hono/html'
import { printable } from '../../scenarios/evidence/printable.ts'
import type { DisturbedPlayView, DisturbedView, ScenarioPlay } from '../model/scenario-page.ts'
import { againPart, badge, breakable, counted, shellPart, type Html } from './parts.ts'

/** What became of a scenario when something was changed that must not matter. Nothing where nothing was. */
export const disturbedPart = ({ disturbed }: ScenarioPlay): Html =>
  disturbed === undefined
    ? html``
    : html`<section class="disturbed">
        <h2>
          Played again, disturbed <span class="count">${counted(waysIn(disturbed), 'disturbance')}</span>
        </h2>
        ${disturbed.broken.map(brokenPart)}
        ${namesPart(
          'The verdict stayed the same',
          disturbed.held.map((name) => ({ name })),
        )}
        ${namesPart(
          'These plays did not get to their end',
          disturbed.untold.map(({ by, why }) => ({ name: by.join(' and '), why })),
        )}
        ${namesPart(
          'Not asked, because the scenario depends on what they change',
          disturbed.passedOver.map(({ disturbance, why }) => ({ name: disturbance, why })),
        )}
      </section>`

const waysIn = ({ held, broken, untold }: DisturbedView): number =>
  new Set([...held, ...[...broken, ...untold].flatMap(({ by }) => by)]).size

const brokenPart = ({ result, by, commands }: DisturbedPlayView): Html =>
  html`<div class="verdict ${result.verdict}">
    <p class="big">${badge(result.verdict)} <span>when disturbed by ${named(by)}</span></p>
    ${
      result.reasons.length === 0
        ? ''
        : html`<ul>
            ${result.reasons.map(({ text }) => html`<li>${printable(text)}</li>`)}
          </ul>`
    }
    ${result.reasons.flatMap(({ reproduce }) => (reproduce === undefined ? [] : shellPart(reproduce)))}
    ${result.evidence === null ? '' : html`<p><a href="${result.evidence}">Full record of this play</a></p>`}
    ${againPart(commands)}
  </div>`

const named = (by: readonly string[]): Html =>
  html`${by.map((name, index) => html`${index === 0 ? '' : ' and '}<code>${breakable(name)}</code>`)}`

interface Named {
  readonly name: string
  readonly why?: string
}

const namesPart = (title: string, names: readonly Named[]): Html =>
  names.length === 0
    ? html``
    : html`<details>
        <summary>${title} <span class="count">${names.length}</span></summary>
        <ul class="fine">
          ${names.map(({ name, why }) => html`<li><code>${breakable(name)}</code>${why === undefined ? '' : `: ${printable(why)}`}</li>`)}
        </ul>
      </details>`
