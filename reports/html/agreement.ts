import { html } from 'hono/html'
import type { Agreement } from '../model/agreement.ts'
import type { ReportModel } from '../model.ts'
import { breakable, counted, targetLink, type Html } from './parts.ts'
import { differencePart } from './target.ts'

const mostDifferences = 6
/** With more targets than this, what differs is folded up. */
const mostOpen = 4

/** How far the targets agree, pair by pair, and where they differ from the reference. Nothing for one target. */
export const agreementSection = ({ agreement, targets }: ReportModel): Html =>
  agreement === undefined
    ? html``
    : html` <section class="agreement" aria-labelledby="agreement">
        <h2 id="agreement" tabindex="-1">Agreement</h2>
        <p class="lead">
          ${sentence(agreement)} Two servers agree where both keep a clause, or both break it; other words for
          the same decision are no disagreement.
        </p>
        ${agreement.pairs.length > 1 ? pairsTable(agreement) : ''}
        ${targets.map(({ target, differences = [] }) =>
          differences.length === 0
            ? ''
            : html`<details${targets.length > mostOpen ? '' : html` open`}>
                <summary>
                  <h3>
                    ${target.name} differs from the reference in ${counted(differences.length, 'scenario')}
                  </h3>
                </summary>
                <ul class="differences">
                  ${differences.slice(0, mostDifferences).map(differencePart)}
                </ul>
                ${differences.length > mostDifferences ? html`<p><a href="${targetLink(target.name)}">All ${differences.length} on the page of ${target.name}</a></p>` : ''}
              </details>`,
        )}
      </section>`

const sentence = ({ targets, all }: Agreement): string =>
  all.clauses === 0
    ? `No clause was played on all of ${targets.join(', ')}.`
    : `${targets.length === 2 ? 'Both targets' : `All ${targets.length} targets`} (${targets.join(', ')}) agree on ${all.alike} of ${counted(all.clauses, 'clause')} that they all played.`

/** Below the diagonal only, so that each pair appears once: on how many of the clauses that both played they agree. */
const pairsTable = ({ targets, pairs }: Agreement): Html => {
  const known = new Map(pairs.map((pair) => [`${pair.other} ${pair.one}`, pair]))
  return html`<div class="scroll" role="region" aria-label="Agreement by pair" tabindex="0">
    <table class="plain pairs">
      <thead>
        <tr>
          <th scope="col">Agreement on the clauses that both played</th>
          ${targets.slice(0, -1).map((name) => html`<th scope="col">${breakable(name)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${targets.slice(1).map(
          (row, index) =>
            html`<tr>
              <th scope="row"><a href="${targetLink(row)}">${row}</a></th>
              ${targets.slice(0, index + 1).map((column) => pairCell(known.get(`${row} ${column}`)))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

const pairCell = (pair: Agreement['pairs'][number] | undefined): Html =>
  pair === undefined || pair.clauses === 0
    ? html`<td>—</td>`
    : html`<td${pair.alike === pair.clauses ? html` class="alike"` : ''}>
        <strong>${Math.floor((pair.alike / pair.clauses) * 100)} %</strong> ${pair.alike} of ${pair.clauses}
      </td>`
