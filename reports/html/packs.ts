import { printable } from '../../scenarios/evidence/printable.ts'
import type { ReportModel } from '../model.ts'
import { clauseBody } from './clause.ts'
import { scenarioBody } from './scenario.ts'
import { playBody } from './play.ts'
import { targetBody } from './target.ts'

/**
 * Pages that are packed together and unpacked when one of them is opened.
 * The text is JSON: for each id in turn `{title, html, plays?: [{target, html}]}`.
 */
export interface Pack {
  readonly ids: readonly string[]
  readonly data: string
}

type PackText = (text: string) => string

/** The pages of all clauses, one pack for each area. */
export function clausePacks({ clauses }: ReportModel, pack: PackText): Promise<Pack[]> {
  const areas = Map.groupBy(clauses, ({ entry }) => entry.area)
  return Promise.all(
    [...areas.values()].map(async (pages) => {
      const contents = pages.map(async (page) => ({
        title: page.entry.id,
        html: compact(String(await clauseBody(page))),
      }))
      return {
        ids: pages.map(({ entry }) => entry.id),
        data: pack(JSON.stringify(await Promise.all(contents))),
      }
    }),
  )
}

/** The pages of all scenarios, one pack for each, with its results on every target. */
export const scenarioPacks = ({ scenarios }: ReportModel, pack: PackText): Promise<Pack[]> =>
  Promise.all(
    scenarios.map(async (page) => {
      const plays = page.plays.map(async (play) => ({
        target: play.result.target,
        html: compact(String(await playBody(play))),
      }))
      const content = {
        title: page.title,
        html: compact(String(await scenarioBody(page))),
        plays: await Promise.all(plays),
      }
      return { ids: [page.id], data: pack(JSON.stringify([content])) }
    }),
  )

/** The pages of all targets, in one pack. */
export async function targetPacks({ targets }: ReportModel, pack: PackText): Promise<Pack[]> {
  const contents = targets.map(async (page) => ({
    title: page.target.name,
    html: compact(String(await targetBody(page))),
  }))
  return [
    {
      ids: targets.map(({ target }) => target.name),
      data: pack(JSON.stringify(await Promise.all(contents))),
    },
  ]
}

/**
 * Takes out the indentation of the templates, before whose tags no text from elsewhere has a newline, and whatever
 * could rearrange the page.
 */
const compact = (text: string): string => printable(text, '\n\t').replace(/\n +(?=<)/g, '\n')
