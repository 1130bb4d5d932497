import { html } from 'hono/html'
import type { ClaimView } from '../model/claims.ts'
import type { PolicyRow } from '../model/policy-rows.ts'
import type { PlayRecord, ReceiptView, ScenarioPlay } from '../model/scenario-page.ts'
import { durationInWords, isExpected, isStale } from '../words.ts'
import {
  againPart,
  badge,
  breakable,
  clauseLink,
  counted,
  momentInWords,
  shellPart,
  timeOfDay,
  type Html,
} from './parts.ts'
import { printable } from '../../scenarios/evidence/printable.ts'
import { lettersPart } from './letter.ts'
import { disturbedPart } from './disturbed.ts'
import { lineName, storyPart } from './story.ts'

/** The result of a scenario on one target: verdict and reasons, claims, sessions, policy, sink. */
export const playBody = (play: ScenarioPlay): Html =>
  html` ${verdictPart(play)} ${disturbedPart(play)}
  ${play.record ? recordPart(play.record, play.result.evidence) : ''}`

const verdictPart = ({ result, commands, record }: ScenarioPlay): Html =>
  html` <section class="verdict ${result.verdict}" aria-label="Verdict">
    <p class="big">
      ${badge(result.verdict)}
      <span>on ${result.target}${record ? html`, in ${durationInWords(result.durationMs)}` : ''}</span>
    </p>
    ${
      result.reasons.length === 0
        ? ''
        : html`<ul>
            ${result.reasons.map(({ need, text }) => html`<li>${need ? html`<strong>${need}</strong>: ` : ''}${printable(text)}</li>`)}
          </ul>`
    }
    ${result.expected && isExpected(result) ? html`<p>Declared: ${result.expected.reason}${linkOf(result.expected.link)}</p>` : ''}
    ${result.expected && isStale(result) ? html`<p>Declared as ${result.expected.verdict} (${result.expected.reason}), which no longer holds: remove the declaration.</p>` : ''}
    ${againPart(commands)}
  </section>`

const linkOf = (link: string | undefined): Html | string =>
  link === undefined ? '' : html` <a href="${link}" rel="noreferrer">${link}</a>`

const recordPart = (record: PlayRecord, evidence: string | null): Html =>
  html` ${claimsPart(record.claims)}
    <section class="sessions">
      <h2>Transcript</h2>
      <p class="legend">
        <span class="C">C</span> the client, <span class="S">S</span> the server; it begins at
        ${momentInWords(record.startedAt)} on the target’s clock.
        ${evidence === null ? '' : html`<a href="${evidence}">Full record</a>`}
      </p>
      ${storyPart(record)}
    </section>
    ${lettersPart(record.letters)} ${[...record.receipts].map(receiptsPart)}
    ${policyPart(record.policy, record.head.profile)}`

const standings = { holds: ['✓', 'holds'], broken: ['✗', 'broken'], unknown: ['?', 'unknown'] } as const

const claimsPart = (claims: readonly ClaimView[]): Html =>
  claims.length === 0
    ? html`<section>
        <h2>Claims</h2>
        <p>The scenario ended before it made a claim.</p>
      </section>`
    : html`<section>
        <h2>
          Claims
          <span class="count"
            >${claims.filter(({ standing }) => standing === 'holds').length} of ${claims.length} hold</span
          >
        </h2>
        <ol class="claims">
          ${claims.map(claimPart)}
        </ol>
      </section>`

const claimPart = (claim: ClaimView): Html => {
  const [symbol, word] = standings[claim.standing]
  return html`<li class="${claim.standing}">
    <span class="standing"><b aria-hidden="true">${symbol}</b> ${word}</span>
    <div>
      <p>${claim.about}: expected <strong>${claim.expected}</strong>, saw <strong>${claim.seen}</strong></p>
      <p class="fine">
        ${claim.weight === 'must' ? 'MUST' : 'SHOULD'}${claim.axis === 'form' ? ', wording' : ''}
        ${claim.line ? html`· <a href="#" data-goto="${lineName(claim.line.session, claim.line.index)}">see the line</a>` : ''}
        · <code>${breakable(claim.where)}</code>
      </p>
      <p class="fine">
        ${claim.clauses.map((id) => html`<a href="${clauseLink(id)}"><code>${breakable(id)}</code></a> `)}
      </p>
      ${claim.reproduce === undefined ? '' : shellPart(claim.reproduce)}
    </div>
  </li>`
}

const receiptsPart = ([place, receipts]: readonly [string, readonly ReceiptView[]]): Html =>
  receipts.length === 0
    ? html``
    : html`<section>
        <h2>What reached the ${place} <span class="count">${counted(receipts.length, 'message')}</span></h2>
        ${receipts.map(
          (receipt) =>
            html`<details class="receipt">
              <summary>
                <span>${timeOfDay(receipt.at)}</span> &lt;${receipt.reversePath}&gt; to
                ${receipt.forwardPaths.map((path) => `<${path}>`).join(', ')}
                <span class="count">${counted(receipt.octets, 'octet')}</span>
              </summary>
              <pre tabindex="0">
${receipt.message}${receipt.cut ? html`<em>only the beginning is shown</em>` : ''}</pre>
            </details>`,
        )}
      </section>`

const policyPart = (policy: readonly PolicyRow[], profile: string): Html =>
  html` <details class="policy">
    <summary>
      <h2>Policy in force</h2>
      <span class="count">profile ${profile}, ${counted(policy.length, 'setting')}</span>
    </summary>
    <dl>
      ${policy.map(
        ({ key, value, asked }) =>
          html`<div class="${asked ? 'asked' : 'given'}">
            <dt><code>${breakable(key)}</code></dt>
            <dd>${value}${asked ? html` <span>set by the scenario</span>` : ''}</dd>
          </div>`,
      )}
    </dl>
  </details>`
