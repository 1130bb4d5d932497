import { html } from 'hono/html'
import { shownVerdicts, verdictWords } from '../words.ts'
import { badge, type Html } from './parts.ts'

/** Explains every verdict, and how those of several claims are put together. */
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
        <dd>
          No scenario of the suite cites the clause yet. <span>Nothing is known of it, good or bad.</span>
        </dd>
      </div>
    </dl>
  </section>`
