import { html } from 'hono/html'
import type { Clause } from '#clauses'
import type { ClausePage } from '../model/clause-page.ts'
import { badge, breakable, clauseLink, emphasised, scenarioLink, withCode, type Html } from './parts.ts'
import { disturbedInWords } from '../words.ts'

/** The page of one clause: what the manual says, how it can be observed, and the results. */
export const clauseBody = (page: ClausePage): Html =>
  html` <article class="clause">
    <p class="trail">
      <a href="#/?at=clauses" data-back>All clauses</a> <span>${page.areaTitle}</span>
      <span>${page.productName}</span>
    </p>
    <h1 tabindex="-1"><q>${emphasised(page.statement)}</q></h1>
    <p class="id"><code>${breakable(page.entry.id)}</code></p>
    ${outcomePart(page)}
    <div class="columns">
      <div>
        ${scenariosPart(page)} ${page.text ? observationPart(page.text) : ''}
        ${page.text ? settingsPart(page.text) : ''}
        ${
          page.text?.ambiguity
            ? html`<section>
                <h2>Interpretation</h2>
                <p>${withCode(page.text.ambiguity)}</p>
              </section>`
            : ''
        }
      </div>
      <aside class="facts" aria-label="About this clause">${factsPart(page)}</aside>
    </div>
  </article>`

function outcomePart({ entry }: ClausePage): Html {
  if (entry.results.length > 0) {
    return html`<ul class="outcome" aria-label="Verdicts">
      ${entry.results.map(
        ({ target, verdict, disturbed }) =>
          html`<li data-target="${target}">
            <span>${target}</span> ${badge(verdict)}
            ${disturbed ? html`<small>${disturbedInWords(disturbed)}</small>` : ''}
          </li>`,
      )}
    </ul>`
  }
  return html`<p class="outcome-none">
    <strong>${statusSentences[entry.status]}</strong>${entry.reason ? html` ${withCode(entry.reason)}` : ''}
  </p>`
}

const statusSentences = {
  tested: 'A scenario cites this clause, but it was not played in this run.',
  untested: 'No scenario cites this clause yet.',
  derived: 'This clause is not tested separately: it follows from another one.',
  untestable: 'No test can judge this clause.',
}

const scenariosPart = ({ scenarios }: ClausePage): Html =>
  scenarios.length === 0
    ? html``
    : html`<section>
        <h2>Scenarios</h2>
        <ul class="scenario-links">
          ${scenarios.map(
            ({ id, title, results }) =>
              html`<li>
                <a href="${scenarioLink(id)}">${title}</a><code>${breakable(id)}</code>
                <span class="plays"
                  >${results.map(({ target, verdict }) => html`<a href="${scenarioLink(id, target)}">${badge(verdict, results.length > 1 ? ` on ${target}` : '')}</a> `)}</span
                >
              </li>`,
          )}
        </ul>
      </section>`

const observationPart = ({ observation, time }: Clause): Html =>
  html` <section>
    <h2>How to observe it</h2>
    <ol class="observation">
      ${observation.map((step) => {
        const control = /^Control:? */.exec(step)?.[0]
        return control === undefined
          ? html`<li>${step}</li>`
          : html`<li class="control"><strong>Control</strong> ${step.slice(control.length)}</li>`
      })}
    </ol>
    ${time ? html`<p>Time that must pass: ${time}.</p>` : ''}
  </section>`

const settingsPart = ({ settings }: Clause): Html =>
  settings.length === 0
    ? html``
    : html`<section>
        <h2>Settings it depends on</h2>
        <div class="scroll" role="region" aria-label="Settings" tabindex="0">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Name in the product</th>
                <th scope="col">Kind</th>
                <th scope="col">Default</th>
              </tr>
            </thead>
            <tbody>
              ${settings.map(
                (setting) =>
                  html`<tr>
                    <th scope="row"><code>${breakable(setting.key)}</code></th>
                    <td>${setting.name}</td>
                    <td>${setting.type}${setting.unit ? `, ${setting.unit}` : ''}</td>
                    <td>
                      ${setting.default ?? '—'}${setting.defaultBasis === 'implied' ? ' (implied)' : ''}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>`

const fact = (name: string, value: string | Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`

const factsPart = ({ entry, place, level, text, productName }: ClausePage): Html =>
  html`<dl>
    ${fact('Manual', productName)} ${place ? fact(entry.implied ? 'Implied by' : 'Heading', place) : ''}
    ${level ? fact('Level', level.toUpperCase()) : ''}
    ${text ? fact('Protocols', text.protocols.join(', ')) : ''} ${fact('Status', entry.status)}
    ${text?.derived ? fact('Follows from', html`<a href="${clauseLink(text.derived.from)}"><code>${breakable(text.derived.from)}</code></a>`) : ''}
    ${text?.waitsFor ? fact('Still needs', text.waitsFor) : ''}
    ${text ? fact('Other servers', thirdParties[text.thirdParty]) : ''}
    ${fact('Saboteurs', entry.saboteurs.length === 0 ? 'none recorded here (pnpm test:saboteurs)' : html`${entry.saboteurs.map((id) => html`<code>${breakable(id)}</code> `)}`)}
  </dl>`

const thirdParties = {
  yes: 'can be configured to behave this way',
  partly: 'can partly be configured to behave this way',
  no: 'cannot be configured to behave this way',
}
