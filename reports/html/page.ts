import { html, raw } from 'hono/html'
import { printable } from '../../scenarios/evidence/printable.ts'
import type { ReportModel } from '../model.ts'
import { agreementSection } from './agreement.ts'
import { clausePacks, scenarioPacks, targetPacks, type Pack } from './packs.ts'
import { matrixSection } from './matrix.ts'
import { meaningSection } from './meaning.ts'
import type { Html } from './parts.ts'
import { summarySection } from './summary.ts'

/** What the page needs besides the model. */
export interface PageParts {
  readonly styles: readonly string[]
  readonly scripts: readonly string[]
  /** Packs a text with raw deflate, as base64. */
  readonly pack: (text: string) => string
  /** The SHA-256 of a text, as base64. */
  readonly digest: (text: string) => string
}

/** The files the page is made of, in order: later ones build on earlier ones. */
export const pageFiles = {
  styles: [
    new URL('./page/base.css', import.meta.url),
    new URL('./page/opening.css', import.meta.url),
    new URL('./page/matrix.css', import.meta.url),
    new URL('./page/lists.css', import.meta.url),
    new URL('./page/pages.css', import.meta.url),
    new URL('./page/sessions.css', import.meta.url),
    new URL('./page/narrow.css', import.meta.url),
  ],
  scripts: [
    new URL('./page/inflate.js', import.meta.url),
    new URL('./page/theme.js', import.meta.url),
    new URL('./page/filters.js', import.meta.url),
    new URL('./page/router.js', import.meta.url),
    new URL('./page/main.js', import.meta.url),
  ],
}

/** Renders the report as a single file that needs no server, no network and no other file. */
export async function renderPage(model: ReportModel, parts: PageParts): Promise<string> {
  const style = parts.styles.join('\n')
  const script = joined(parts.scripts)
  const policy = securityPolicy({ style: parts.digest(style), script: parts.digest(script) })
  const packs = {
    clause: await clausePacks(model, parts.pack),
    scenario: await scenarioPacks(model, parts.pack),
    target: await targetPacks(model, parts.pack),
  } satisfies Record<string, readonly Pack[]>
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="color-scheme" content="light dark" />
        <title>${titleOf(model)}</title>
        ${element('style', style)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="masthead">
          <a class="wordmark" href="#/">mailspec</a>
          <nav aria-label="Parts of the report">
            <a href="#/?at=clauses">Clauses</a>
            <a href="#/?at=scenarios">Scenarios</a>
            <a href="#/?at=verdicts">Verdicts</a>
          </nav>
          <button type="button" id="theme" hidden>Theme: <span>system</span></button>
        </header>
        <noscript
          ><p class="banner">
            This report needs JavaScript to open its pages. Without it, only this overview is shown.
          </p></noscript
        >
        <div id="content" tabindex="-1">
          <main id="overview">
            ${summarySection(model)}${agreementSection(model)}${matrixSection(model)}${meaningSection()}
          </main>
          <main id="page" hidden></main>
        </div>
        <footer class="colophon">
          <p>
            Run ${model.run.id}, ${model.run.suite}. Press <kbd>/</kbd> to search, <kbd>Esc</kbd> to return
            here.
          </p>
        </footer>
        <script type="application/json" id="packs">
          ${raw(inertJson(packs))}
        </script>
        ${element('script', script)}
      </body>
    </html>`
  return `${printable(String(page), '\n\t')}\n`
}

/** What a page may load and run: what it contains, by digest, and nothing else. */
export const securityPolicy = ({
  style,
  script,
}: {
  readonly style: string
  readonly script?: string
}): string =>
  [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `style-src 'sha256-${style}'`,
    ...(script === undefined ? [] : [`script-src 'sha256-${script}'`]),
  ].join('; ')

/** An element whose text is used as it stands, to the last blank: its digest is in the policy of the page. */
export const element = (name: 'style' | 'script', text: string): Html => raw(`<${name}>${text}</${name}>`)

const titleOf = ({ summary, run }: ReportModel): string =>
  `${summary.targets.map(({ name }) => name).join(', ')} · mailspec ${run.id}`

/** JSON that cannot end the element it stands in. */
export const inertJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** Joins modules that only import from each other: their imports go, their exports become plain names. */
export const joined = (modules: readonly string[]): string =>
  `'use strict';(() => {\n${modules
    .map((text) => text.replace(/^import .*\n/gm, '').replace(/^export /gm, ''))
    .join('\n')}})()`
