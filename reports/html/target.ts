import { html } from 'hono/html'
import type { AppliedSetting, Difference, ShortfallGroup, TargetPage } from '../model/target-page.ts'
import { printable } from '../../scenarios/evidence/printable.ts'
import { clockInWords, isExpected, shownVerdicts } from '../words.ts'
import { badge, bar, breakable, counted, scenarioLink, type Html } from './parts.ts'
import { lineName } from './story.ts'

/** The page of one target: what it is, its results, its settings, and what it could not do. */
export const targetBody = (page: TargetPage): Html =>
  html` <article class="on-target">
    <p class="trail"><a href="#/" data-back>Overview</a> <span>Target</span></p>
    <h1 tabindex="-1">${page.target.name}</h1>
    <p class="id">${page.target.software}, ${clockInWords(page.target.clock)}</p>
    <div class="target">
      ${bar(shownVerdicts.map((kind) => ({ kind, count: page.target.totals[kind] })))}
      <p class="totals">
        <span class="played">${counted(page.target.played, 'scenario')} played</span>
        ${shownVerdicts
          .filter((verdict) => page.target.totals[verdict] > 0)
          .map(
            (verdict) =>
              html`<span><strong>${page.target.totals[verdict]}</strong> ${badge(verdict)}</span> `,
          )}
      </p>
    </div>
    ${page.differences ? differencesPart(page.differences) : ''} ${declaredPart(page)}
    ${shortfallsPart(page.shortfalls)} ${settingsPart(page.settings)}
  </article>`

const differencesPart = (differences: readonly Difference[]): Html =>
  html` <section>
    <h2>What differs from the reference <span class="count">${differences.length}</span></h2>
    ${
      differences.length === 0
        ? html`<p class="lead">Nothing, in the scenarios that both played.</p>`
        : html`<ul class="differences">
            ${differences.map(differencePart)}
          </ul>`
    }
  </section>`

/** One difference, with a link to the exact line. */
export const differencePart = ({ scenario, title, target, result, claim }: Difference): Html =>
  html`<li>
    <a href="${scenarioLink(scenario, target)}">${title}</a>
    ${badge(result.verdict, isExpected(result) ? ', as declared' : '')}
    ${
      claim
        ? html`<p>
            ${claim.about}: expected <strong>${claim.expected}</strong>, saw <strong>${claim.seen}</strong>
            ${claim.line ? html`· <a href="${scenarioLink(scenario, target)}&amp;line=${encodeURIComponent(lineName(claim.line.session, claim.line.index))}">see the line</a>` : ''}
          </p>`
        : ''
    }
  </li>`

const declaredPart = ({ expected }: TargetPage): Html =>
  expected.length === 0
    ? html``
    : html`<section>
        <h2>Declared verdicts <span class="count">${expected.length}</span></h2>
        <ul class="differences">
          ${expected.map(
            ({ scenario, title, result }) =>
              html`<li>
                <a href="${scenarioLink(scenario, result.target)}">${title}</a> ${badge(result.verdict)}
                <p>
                  ${printable(result.expected?.reason ?? '')}
                  ${result.expected?.link === undefined ? '' : html`<a href="${result.expected.link}" rel="noreferrer">its documentation</a>`}
                </p>
              </li>`,
          )}
        </ul>
      </section>`

const shortfallsPart = (shortfalls: readonly ShortfallGroup[]): Html =>
  shortfalls.length === 0
    ? html``
    : html`<section>
        <h2>What it could not do <span class="count">${counted(shortfalls.length, 'reason')}</span></h2>
        <ul class="shortfalls">
          ${shortfalls.map(
            ({ need, text, scenarios }) =>
              html`<li>
                <details>
                  <summary>
                    <strong>${breakable(need)}</strong>: ${printable(text)}
                    <span class="count">${counted(scenarios.length, 'scenario')}</span>
                  </summary>
                  <ul>
                    ${scenarios.map(({ id, title }) => html`<li><a href="${scenarioLink(id)}">${title}</a></li>`)}
                  </ul>
                </details>
              </li>`,
          )}
        </ul>
      </section>`

const mostValues = 6

const settingsPart = (settings: readonly AppliedSetting[]): Html =>
  settings.length === 0
    ? html``
    : html`<details class="policy">
        <summary>
          <h2>Settings it was given</h2>
          <span class="count">${counted(settings.length, 'setting')}, over all scenarios</span>
        </summary>
        <dl>
          ${settings.map(
            ({ key, values }) =>
              html`<div>
                <dt><code>${breakable(key)}</code></dt>
                <dd>
                  ${values
                    .slice(0, mostValues)
                    .map(
                      ({ value, scenarios }, index) =>
                        html`${index > 0 ? ' · ' : ''}${printable(value)} <span>(${scenarios}×)</span>`,
                    )}
                  ${values.length > mostValues ? ` and ${values.length - mostValues} more` : ''}
                </dd>
              </div>`,
          )}
        </dl>
      </details>`
