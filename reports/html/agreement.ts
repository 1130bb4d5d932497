import { html } from 'hono/html'
import type { Agreement } from '../model/agreement.ts'
import type { ReportModel } from '../model.ts'
import { counted, targetLink, type Html } from './parts.ts'
import { differencePart } from './target.ts'

const mostDifferences = 6

/** How far the targets decide alike, pair by pair, and where they leave the reference. Nothing for one target. */
export const agreementSection = ({ agreement, targets }: ReportModel): Html =>
  agreement === undefined
    ? html``
    : html` <section class="agreement" aria-labelledby="agreement">
        <h2 id="agreement" tabindex="-1">How far they agree</h2>
        <p class="lead">
          ${sentence(agreement)} Two servers agree where both keep a clause, or both break it; other words for
          the same decision are no disagreement.
        </p>
        ${agreement.pairs.length > 1 ? pairsTable(agreement) : ''}
        ${targets.map(({ target, differences = [] }) =>
          differences.length === 0
            ? ''
            : html`<h3>
                  ${target.name} differs from the reference in ${counted(differences.length, 'scenario')}
                </h3>
                <ul class="differences">
                  ${differences.slice(0, mostDifferences).map(differencePart)}
                </ul>
                ${differences.length > mostDifferences ? html`<p><a href="${targetLink(target.name)}">All ${differences.length} on the page of ${target.name}</a></p>` : ''}`,
        )}
      </section>`

const sentence = ({ targets, all }: Agreement): string =>
  all.clauses === 0
    ? `No clause was played on all of ${targets.join(', ')}.`
    : `${targets.length === 2 ? 'Both' : `All ${targets.length}`} decide alike in ${all.alike} of ${counted(all.clauses, 'clause')} that ${targets.join(', ')} all played.`

const pairsTable = ({ pairs }: Agreement): Html =>
  html`<div class="scroll" role="region" aria-label="Agreement by pair" tabindex="0">
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">Pair</th>
          <th scope="col">Alike</th>
          <th scope="col">Clauses both played</th>
        </tr>
      </thead>
      <tbody>
        ${pairs.map(
          ({ one, other, alike, clauses }) =>
            html`<tr>
              <th scope="row">
                <a href="${targetLink(one)}">${one}</a> and <a href="${targetLink(other)}">${other}</a>
              </th>
              <td>${clauses === 0 ? '—' : `${alike} (${Math.floor((alike / clauses) * 100)} %)`}</td>
              <td>${clauses}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
