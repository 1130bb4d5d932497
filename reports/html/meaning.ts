import { html } from 'hono/html'
import { shownVerdicts, verdictWords } from '../words.ts'
import { badge, type Html } from './parts.ts'

/** Explains every verdict, and how the verdicts of several claims are combined. */
export const meaningSection = (): Html =>
  html` <section class="meaning" aria-labelledby="verdicts">
    <h2 id="verdicts" tabindex="-1">What a verdict means</h2>
    <p class="lead">
      A scenario is a short story over real SMTP, POP3 and IMAP sessions. It makes claims about what the
      target decides, and about the words it answers with. The verdict is computed from the recorded octets
      alone, so anyone can check it. The worst claim decides.
    </p>
    <dl class="verdicts">
      ${shownVerdicts.map(
        (verdict) =>
          html` <div>
            <dt>${badge(verdict)}</dt>
            <dd>${verdictWords[verdict].meaning} <span>${verdictWords[verdict].advice}</span></dd>
          </div>`,
      )}
      <div>
        <dt>
          <span class="badge untested"><b aria-hidden="true">·</b> not tested</span>
        </dt>
        <dd>No scenario cites the clause yet. <span>Nothing is known about it.</span></dd>
      </div>
    </dl>
    <h3>What this score does not mean</h3>
    <ul class="limits">
      <li>
        A conforming clause held in the scenarios that were played. That does not prove it for every case.
      </li>
      <li>
        A violation is a difference from one manual. Whether it is a fault depends on what the server
        promises.
      </li>
      <li>Unsupported scenarios were not played, so they say nothing for or against a server.</li>
      <li>Totals of two servers can be compared only if both played the same scenarios.</li>
      <li>Nothing here measures speed, capacity or security beyond the clauses listed.</li>
    </ul>
  </section>`
