import { html } from 'hono/html'
import type { ReportModel } from '../model.ts'
import type { Attention, LedgerSummary, TargetSummary } from '../model/summary.ts'
import { printable } from '../../scenarios/evidence/printable.ts'
import { clockInWords, durationInWords, shownVerdicts } from '../words.ts'
import { badge, bar, counted, momentInWords, scenarioLink, targetLink, type Html } from './parts.ts'

/** What a reader wants to know first: the outcome, the coverage, and which run this is. */
export const summarySection = (model: ReportModel): Html =>
  html` ${model.run.complete ? '' : incomplete}
    <div class="opening">
      <section aria-labelledby="outcome">
        <h1 id="outcome" tabindex="-1">${headline(model)}</h1>
        <div class="scores${model.summary.targets.length > mostInARow ? ' many' : ''}">
          ${model.summary.targets.map(targetPart)}
        </div>
        ${ledgerPart(model)}
      </section>
      ${runFacts(model)}
    </div>
    ${attentionPart(model.summary.attention)}`

/** With more targets than this, they stand side by side. */
const mostInARow = 4

const incomplete = html`<p class="banner" role="note">
  <strong>This run ended early.</strong> Scenarios that had not been played by then are missing.
</p>`

function headline({ summary, scenarios }: ReportModel): string {
  const [only, ...others] = summary.targets
  if (!only || scenarios.length === 0) return 'Nothing was played'
  if (others.length > 0) {
    return `${counted(scenarios.length, 'scenario')} on ${counted(summary.targets.length, 'target')}`
  }
  if (only.played === 0) return `${only.name} could play none of ${counted(scenarios.length, 'scenario')}`
  return only.totals.conforms === only.played
    ? `${only.name} conforms in ${only.played === 1 ? 'the one scenario' : `all ${only.played} scenarios`} it played`
    : `${only.name} conforms in ${only.totals.conforms} of ${counted(only.played, 'scenario')}`
}

const targetPart = ({ name, software, clock, totals, played }: TargetSummary): Html =>
  html` <div class="target">
    <h2><a href="${targetLink(name)}">${name}</a> <span>${software}, ${clockInWords(clock)}</span></h2>
    ${bar(shownVerdicts.map((kind) => ({ kind, count: totals[kind] })))}
    <p class="totals">
      <span class="played">${counted(played, 'scenario')} played</span>
      ${shownVerdicts
        .filter((verdict) => totals[verdict] > 0)
        .map(
          (verdict) =>
            html`<a href="#/?${new URLSearchParams({ at: 'scenarios', verdict }).toString()}"
              ><strong>${totals[verdict]}</strong> ${badge(verdict)}</a
            > `,
        )}
    </p>
  </div>`

const ledgerPart = ({ summary }: ReportModel): Html =>
  html` <div class="target ledger">
    <h2>Clauses <span>what the manuals promise, statement by statement</span></h2>
    ${bar([
      { kind: 'tested', count: summary.ledger.tested },
      { kind: 'derived', count: summary.ledger.derived },
      { kind: 'untestable', count: summary.ledger.untestable },
      { kind: 'untested', count: summary.ledger.untested },
    ])}
    <p>${ledgerSentence(summary.ledger)} ${besideSentence(summary)}</p>
  </div>`

const ledgerSentence = ({ total, tested, derived, untestable, untested }: LedgerSummary): Html =>
  html` Of ${counted(total, 'documented behaviour')},
    <strong class="key tested">${tested} are tested</strong>,
    <span class="key derived">${derived} follow from others</span>,
    <span class="key untestable">${untestable} cannot be tested</span> and
    <span class="key untested">${untested} are not tested yet</span>.`

function besideSentence({ implied, rfc }: ReportModel['summary']): string {
  const beside = [
    ...(implied.total > 0
      ? [`${implied.tested} of ${implied.total} behaviours that the manuals only imply`]
      : []),
    ...(rfc.total > 0 ? [`${rfc.tested} of ${counted(rfc.total, 'rule')} of the RFCs`] : []),
  ]
  return beside.length === 0 ? '' : `Tested besides: ${beside.join(', and ')}.`
}

const runFacts = ({ run, summary }: ReportModel): Html =>
  html` <aside class="facts" aria-label="About this run">
    <dl>
      <div>
        <dt>Run</dt>
        <dd>${run.id}</dd>
      </div>
      <div>
        <dt>Suite</dt>
        <dd>${run.suite}</dd>
      </div>
      <div>
        <dt>${summary.targets.length === 1 ? 'Target' : 'Targets'}</dt>
        <dd>${summary.targets.map(({ name }) => name).join(', ')}</dd>
      </div>
      <div>
        <dt>Started</dt>
        <dd>${momentInWords(Date.parse(run.startedAt))}</dd>
      </div>
      <div>
        <dt>Took</dt>
        <dd>${durationInWords(run.durationMs)}</dd>
      </div>
      <div>
        <dt>Seed</dt>
        <dd>${run.seed}</dd>
      </div>
      <div>
        <dt>Complete</dt>
        <dd>${run.complete ? 'yes' : 'no, it ended early'}</dd>
      </div>
    </dl>
  </aside>`

/** A single target by name; several as links to the scenario's result on each. */
const targetsPart = (scenario: string, [first, ...others]: Attention['targets']): Html =>
  others.length === 0
    ? html`${first}`
    : html`${[first, ...others].map(
        (target, index) =>
          html`${index === 0 ? '' : ', '}<a href="${scenarioLink(scenario, target)}">${target}</a>`,
      )}`

const attentionPart = (attention: readonly Attention[]): Html =>
  attention.length === 0
    ? html``
    : html` <section class="attention" aria-labelledby="attention">
        <h2 id="attention">Look at these first</h2>
        <ul>
          ${attention.slice(0, 12).map(
            ({ scenario, title, targets, verdict, expected, reason, when }) =>
              html` <li>
                <a href="${scenarioLink(scenario, targets[0])}">${title}</a>
                <span class="on"
                  >${badge(verdict, expected ? ', as declared' : '')} on
                  ${targetsPart(scenario, targets)}${when}</span
                >
                ${reason ? html`<p>${printable(reason.text)}</p>` : ''}
              </li>`,
          )}
        </ul>
        ${attention.length > 12 ? html`<p>and <a href="#/?at=scenarios">${attention.length - 12} more</a></p>` : ''}
      </section>`
