import { html } from 'hono/html'
import type { ScenarioPage } from '../model/scenario-page.ts'
import { badge, breakable, clauseLink, scenarioLink, type Html } from './parts.ts'

/** The head of a scenario's page: its title, the clauses it cites, and its targets to choose from. */
export const scenarioBody = ({ id, title, areaTitle, clauses, plays }: ScenarioPage): Html =>
  html` <article class="scenario">
    <p class="trail"><a href="#/?at=scenarios" data-back>All scenarios</a> <span>${areaTitle}</span></p>
    <h1 tabindex="-1">${title}</h1>
    <p class="id"><code>${breakable(id)}</code></p>
    <nav class="targets" aria-label="Targets">
      ${plays.map(
        ({ result }) =>
          html`<a href="${scenarioLink(id, result.target)}" data-target="${result.target}"
            ><span>${result.target}</span> ${badge(result.verdict)}</a
          >`,
      )}
    </nav>
    <details class="cited" ${clauses.length <= 3 ? html` open` : ''}>
      <summary>
        <h2>Clauses it tests</h2>
        <span class="count">${clauses.length}</span>
      </summary>
      <ul>
        ${clauses.map((clause) => html`<li><a href="${clauseLink(clause.id)}">${clause.statement || clause.id}</a><code>${breakable(clause.id)}</code></li>`)}
      </ul>
    </details>
    <div id="play"></div>
  </article>`
