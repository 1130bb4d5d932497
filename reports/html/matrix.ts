import { html } from 'hono/html'
import type { ReportModel } from '../model.ts'
import type { MatrixArea, MatrixCell, MatrixRow } from '../model/matrix.ts'
import type { ScenarioPage } from '../model/scenario-page.ts'
import { disturbedInWords, shownVerdicts, verdicts, verdictWords } from '../words.ts'
import { areaTitle, productName } from '../model/names.ts'
import { badge, bar, breakable, clauseLink, scenarioLink, type Html } from './parts.ts'

const statusWords = {
  tested: 'not played',
  untested: 'not tested',
  derived: 'derived',
  untestable: 'untestable',
}

/** Every clause against every target, area by area, and the list of scenarios, under one set of filters. */
export function matrixSection({ matrix, summary, scenarios, clauses }: ReportModel): Html {
  const targets = summary.targets.map(({ name }) => name)
  const size = targets.length === 1 ? 'few one' : targets.length <= 3 ? 'few' : 'many'
  const products = [...new Set(clauses.map(({ entry }) => entry.product))]
  const areas = matrix.map(({ area }) => area)
  return html`<div class="explorer">
    <section aria-labelledby="clauses">
      <h2 id="clauses" tabindex="-1">Every clause</h2>
    </section>
    ${filterForm(products, areas)}
    <section aria-label="Clauses by area">
      <div class="matrix ${size}">${matrix.map((area) => areaPart(area, targets))}</div>
      <p class="nothing" hidden>No clause matches these filters. <a href="#/?at=clauses">Show all</a></p>
    </section>
    ${scenarioList(scenarios)}
  </div>`
}

const filterForm = (products: readonly string[], areas: readonly string[]): Html =>
  html` <form class="filters" role="search" aria-label="Filter clauses and scenarios">
    <label class="search"
      ><span>Search</span> <input type="search" name="q" placeholder="window, 550, relay…" autocomplete="off"
    /></label>
    <label
      ><span>Manual</span>
      <select name="product">
        <option value="">all manuals</option>
        ${products.map((product) => html`<option value="${product}">${productName(product)}</option>`)}
      </select></label
    >
    <label
      ><span>Area</span>
      <select name="area">
        <option value="">all areas</option>
        ${areas.map((area) => html`<option value="${area}">${areaTitle(area)}</option>`)}
      </select></label
    >
    <label
      ><span>Verdict</span>
      <select name="verdict">
        <option value="">any verdict</option>
        ${shownVerdicts.map((verdict) => html`<option>${verdict}</option>`)}
        <option value="tested">tested</option>
        <option value="untested">not tested</option>
        <option value="derived">derived</option>
        <option value="untestable">untestable</option>
      </select></label
    >
    <button type="reset">Clear</button>
    <output name="shown" aria-live="polite"></output>
  </form>`

const areaPart = ({ area, title, tested, total, products }: MatrixArea, targets: readonly string[]): Html =>
  html` <details class="area" data-area="${area}" ${tested > 0 ? html` open` : ''}>
    <summary>
      <h3>${title}</h3>
      <span class="share">${tested === 0 ? 'none' : tested} of ${total} tested</span>
      ${bar(shares(products.flatMap(({ rows }) => rows)))}
    </summary>
    <table>
      <caption class="unseen">
        ${title}: clauses and what came of them
      </caption>
      <thead>
        <tr>
          <th scope="col">Clause</th>
          ${targets.map((target) => html`<th scope="col" title="${target}"><span>${breakable(target)}</span></th>`)}
        </tr>
      </thead>
      ${products.map(
        ({ product, name, rows }) =>
          html`<tbody data-product="${product}">
            <tr class="product">
              <th scope="rowgroup" colspan="${targets.length + 1}">${name}</th>
            </tr>
            ${rows.map(rowPart)}
          </tbody>`,
      )}
    </table>
  </details>`

function shares(rows: readonly MatrixRow[]) {
  const worst = rows.map(
    ({ cells, status }) =>
      verdicts.find((verdict) => cells.some((cell) => cell.verdict === verdict)) ?? status,
  )
  const kinds = [...shownVerdicts, 'tested', 'derived', 'untestable', 'untested'] as const
  return kinds.map((kind) => ({ kind, count: worst.filter((one) => one === kind).length }))
}

function rowPart({ clause, statement, status, implied, cells }: MatrixRow): Html {
  const found = [...new Set(cells.flatMap(({ verdict }) => verdict ?? []))]
  const cellsHtml =
    found.length === 0 ? emptyCell(status, cells.length) : cells.map((cell) => cellPart(clause, cell))
  return html`<tr class="${status}" data-v="${[status, ...found].join(' ')}">
    <th scope="row"><a href="${clauseLink(clause)}">${statement}</a>${nameOf(clause, implied)}</th>
    ${cellsHtml}
  </tr> `
}

const nameOf = (clause: string, implied: boolean): Html =>
  html`<code>${breakable(clause)}${implied ? ', implied' : ''}</code>`

const emptyCell = (status: MatrixRow['status'], span: number): Html =>
  html`<td class="empty" colspan="${span}">${statusWords[status]}</td>`

function cellPart(clause: string, { target, verdict, expected, disturbed }: MatrixCell): Html {
  if (verdict === undefined) {
    return html`<td data-target="${target}"><span class="none" aria-label="not played">·</span></td>`
  }
  const also = disturbed ? disturbedInWords(disturbed) : ''
  const differs = disturbed !== undefined && disturbed.when.length > 0
  return html`<td data-target="${target}">
    <a
      class="cell ${verdict}"
      href="${clauseLink(clause, target)}"
      title="${target}: ${verdict}${also && `, ${also}`}${expected ? ', as declared' : ''}"
      ><b aria-hidden="true">${verdictWords[verdict].symbol}</b
      >${differs ? html`<b class="violates" aria-hidden="true">${verdictWords.violates.symbol}</b>` : ''}<span>${verdict}${also && html`<small>, ${also}</small>`}</span>${expected ? html`<i>declared</i>` : ''}</a
    >
  </td>`
}

const scenarioList = (scenarios: readonly ScenarioPage[]): Html =>
  html` <section class="scenarios" aria-labelledby="scenarios">
    <h2 id="scenarios" tabindex="-1">Every scenario</h2>
    <p class="shown" aria-live="polite"></p>
    <ul>
      ${scenarios.map(
        ({ id, title, clauses, plays, area }) =>
          html`<li
            data-v="${[...new Set(plays.map(({ result }) => result.verdict))].join(' ')}"
            data-area="${area}"
            data-products="${[...new Set(clauses.map((clause) => clause.id.split('.')[0]))].join(' ')}"
          >
            <div><a href="${scenarioLink(id)}">${title}</a><code>${breakable(id)}</code></div>
            <div class="plays">
              ${plays.map(({ result }) => html`<a href="${scenarioLink(id, result.target)}">${badge(result.verdict, plays.length > 1 ? ` on ${result.target}` : '')}</a> `)}
            </div>
          </li> `,
      )}
    </ul>
  </section>`
