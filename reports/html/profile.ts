import { html } from 'hono/html'
import type { Evidence } from '#evidence'
import { printable } from '../../scenarios/evidence/printable.ts'
import { timelineOf } from '../model/timeline.ts'
import { valueInWords, type Change, type PolicyProfile } from '../profile.ts'
import { element, securityPolicy, type PageParts } from './page.ts'
import { breakable, counted, momentInWords, type Html } from './parts.ts'
import { storyPart } from './story.ts'

/** What the page of a policy profile shows. */
export interface ProfileModel {
  readonly profile: PolicyProfile
  /** By the path that the profile names. */
  readonly evidence: ReadonlyMap<string, Evidence>
  /** Absent where it is measured for the first time. */
  readonly changes?: readonly Change[]
}

type Measured = PolicyProfile['probes'][number]

/** Renders a policy profile as a single file: a table of the values, and below it the sessions that show them. */
export async function renderProfile(
  model: ProfileModel,
  parts: Pick<PageParts, 'styles' | 'digest'>,
): Promise<string> {
  const { profile, changes } = model
  const style = parts.styles.join('\n')
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${securityPolicy({ style: parts.digest(style) })}"
        />
        <meta name="color-scheme" content="light dark" />
        <title>Policy profile of ${profile.target}</title>
        ${element('style', style)}
      </head>
      <body>
        <header class="masthead"><span class="wordmark">mailspec</span></header>
        <main id="page">
          <article class="on-target">
            <h1>Policy profile of ${profile.target}</h1>
            <p class="id">measured ${momentInWords(Date.parse(profile.measuredAt))}</p>
            ${changes ? changesPart(changes) : ''}
            <section>
              <h2>Measured values</h2>
              <dl class="policy">${profile.probes.map((probe) => valuesPart(probe))}</dl>
            </section>
            ${profile.probes.map((probe) => sessionsPart(probe, model))}
          </article>
        </main>
      </body>
    </html>`
  return `${printable(String(page), '\n\t')}\n`
}

const changesPart = (changes: readonly Change[]): Html =>
  html`<section>
    <h2>Since it was measured before <span class="count">${counted(changes.length, 'change')}</span></h2>
    <ul class="differences">
      ${changes.map(
        ({ what, before, now }) =>
          html`<li>
            <code>${breakable(what)}</code>: <s>${printable(before ?? 'not measured')}</s>
            <strong>${printable(now ?? 'not measured')}</strong>
          </li>`,
      )}
    </ul>
  </section>`

const valuesPart = ({ name, findings }: Measured): Html =>
  html`${findings.map(
    ({ what, value, shown }) =>
      html`<div>
        <dt><code>${breakable(what)}</code></dt>
        <dd>
          ${printable(valueInWords(value))}
          ${shown.length > 0 ? html`<a href="#${name}">${[...new Set(shown.map(({ session }) => session))].join(', ')}</a>` : ''}
        </dd>
      </div>`,
  )}`

const sessionsPart = ({ name, title, evidence: path }: Measured, { evidence }: ProfileModel): Html => {
  const record = path === null ? undefined : evidence.get(path)
  return record === undefined || path === null
    ? html``
    : html`<section class="sessions" id="${name}">
        <details>
          <summary>${title}: ${counted(record.sessions.length, 'session')}</summary>
          <p class="legend"><a href="${path}">Full record</a></p>
          ${storyPart({ timeline: timelineOf(record, false), claims: [] })}
        </details>
      </section>`
}
