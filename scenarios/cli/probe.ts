import type { Impact, Product } from '#clauses'
import type { Evidence } from '#evidence'
import { readPolicy, type PolicySettings } from '#policy-document'
import { profileNamed, profiles } from '#profiles'
import { changesSince, valuesOf } from '../../reports/profile.ts'
import { openRun, type RunWriter } from '../../reports/write.ts'
import { suggest } from '../clauses/suggest.ts'
import { measures, type Measured } from '../probe/measuring.ts'
import type { Probe } from '../probe/probe.ts'
import { probes } from '../probe/probes.ts'
import { vouched } from '../probe/vouched.ts'
import { runIdAt } from '../run/report/run-id.ts'
import { mayOpenSessions } from './consent.ts'
import { exitCodes, UsageError } from './exit.ts'
import { listensForCtrlC } from './interrupt.ts'
import { asJson, type Io } from './io.ts'
import { shortPath } from './paths.ts'
import { folderPrefix, latestProfile, profileOf } from './probe-profile.ts'
import { changeLines, probeLines } from './probe-text.ts'
import { chooseTarget, type ChosenTarget } from './targets.ts'
import { limitsTime } from './time-limit.ts'
import { writesVouches } from './vouches-file.ts'
import { parsedFile } from './yaml-file.ts'

export interface ProbeOptions {
  /** The product whose defaults the reference server takes on. */
  readonly product?: string
  /** The policy document of the reference server. */
  readonly policy?: string
  readonly only?: readonly string[]
  readonly seed: number
  readonly out: string
  readonly impact?: Impact
  readonly patience?: number
  readonly pace?: number
  readonly timeLimit?: number
  readonly yes?: boolean
  readonly write?: boolean
  readonly json?: boolean
}

/**
 * `mailspec probe`: measures what a server does, prints each value with the answer that shows it, and writes the
 * policy profile. With `--write` those values that are settings of a policy go into the target file.
 *
 * @returns 0, 2 where nothing could be measured, 3 where mailspec itself failed, 130 after Ctrl-C
 */
export async function probe(name: string, options: ProbeOptions, io: Io): Promise<number> {
  using interrupt = listensForCtrlC(io)
  const chosen = chooseTarget(name, options)
  const { target } = chosen
  if (options.write && target.file === undefined)
    throw new UsageError('--write needs a target file: there is none to write to')
  mayOpenSessions(chosen, { target: name, ...options })
  const asked = chosenProbes(options.only)
  const brought = broughtTo(options, chosen)
  using limit = limitsTime([], options.timeLimit)
  const signal = AbortSignal.any([interrupt.signal, limit.signal])
  const impact = options.impact ?? chosen.impact
  const now = new Date()
  // A server of ours is another one with each product.
  const title = brought.profile === 'plain' ? target.name : `${target.name} as ${brought.profile}`
  const before = latestProfile(options.out, title)
  const writer = await openRun(options.out, { id: `${folderPrefix}${runIdAt(now)}` })
  const all: Measured[] = []
  const evidence = new Map<string, Evidence>()
  for await (const each of measures(asked, {
    target,
    ...brought,
    impact,
    seed: options.seed,
    ...(before && { before: valuesOf(before) }),
    how: { signal },
  })) {
    all.push(each)
    if (each.evidence) evidence.set(await writer.record(each.evidence), each.evidence)
    if (!options.json) io.out(probeLines(each, { number: all.length, of: asked.length }))
  }
  await target.close?.()
  const profile = profileOf(title, now, all)
  const changes = before && changesSince(before, profile)
  const page = await pageOf(writer, { profile, evidence, ...(changes && { changes }) })
  if (options.json) io.out(asJson({ ...profile, ...(changes && { changes }) }))
  else if (before) io.out(changeLines(changes ?? [], before.measuredAt))
  if (options.write && target.file !== undefined) writesInto(target.file, all, options.json ? io.err : io.out)
  if (!options.json && page !== undefined) io.out(`report: ${page}\n`)
  if (interrupt.signal.aborted) return exitCodes.interrupted
  if (limit.signal.aborted) io.err(`mailspec: ${String(limit.signal.reason)}\n`)
  return exitCodeFor(all, io)
}

/** Writes the page, unless nothing was asked of the server. */
async function pageOf(
  writer: RunWriter,
  model: Parameters<RunWriter['closesProfile']>[0],
): Promise<string | undefined> {
  if (model.evidence.size > 0) return writer.closesProfile(model)
  await writer.discards()
  return undefined
}

function writesInto(file: string, all: readonly Measured[], out: (text: string) => void): void {
  const values = vouched(all.flatMap(({ findings }) => findings))
  const { changed, left } = writesVouches(file, values)
  for (const { key, before, now } of changed)
    out(
      `vouches.${key}: ${before === undefined ? '' : `${JSON.stringify(before)} → `}${JSON.stringify(now)}\n`,
    )
  for (const { keys, why } of left) out(`not written: ${keys.join(', ')}: ${why}\n`)
  out(
    `${shortPath(file)}: ${changed.length} of ${values.size} measured settings were new and stand under vouches now\n`,
  )
}

function exitCodeFor(all: readonly Measured[], io: Io): number {
  const faults = all.flatMap(({ probe: { name }, fault }) =>
    fault === undefined ? [] : [`${name}: ${fault}`],
  )
  for (const fault of faults) io.err(`mailspec: probe ${fault}\n`)
  if (faults.length > 0) return exitCodes.faulty
  const isEmpty = all.every(({ findings }) => findings.every(({ value }) => 'unknown' in value))
  return isEmpty ? exitCodes.inconclusive : exitCodes.ok
}

/** @throws UsageError for a name that is none, with the nearest */
function chosenProbes(only: readonly string[] | undefined): readonly Probe[] {
  if (!only) return probes
  const names = probes.map(({ name }) => name)
  const wrong = only.find((name) => !names.includes(name))
  if (wrong === undefined) return probes.filter(({ name }) => only.includes(name))
  const [near] = suggest(wrong, names)
  const hint = near === undefined ? `there are: ${names.join(', ')}` : `did you mean ${near}?`
  throw new UsageError(`there is no probe called ${wrong}; ${hint}`)
}

/** What a server of ours is brought to before it is measured. @throws UsageError for another one, and a wrong policy */
function broughtTo(
  { product = 'plain', policy: file }: ProbeOptions,
  { target }: ChosenTarget,
): { readonly profile: Product | 'plain'; readonly policy: PolicySettings } {
  const isGiven = file !== undefined || product !== 'plain'
  if (target.name !== 'reference' && isGiven)
    throw new UsageError(
      '--product and --policy are for the reference server; any other is measured as it is',
    )
  const profile = profileNamed(product)
  if (!profile)
    throw new UsageError(
      `there is no product called ${product}; there are: ${Object.keys(profiles).join(', ')}`,
    )
  if (file === undefined) return { profile: profile.name, policy: {} }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is wrong with it is told next
  const policy = parsedFile(file) as PolicySettings
  const { problems } = readPolicy(profile, [policy])
  if (!problems) return { profile: profile.name, policy }
  throw new UsageError(
    problems.map(({ path, text }) => `${shortPath(file)}: ${path}: ${text}`).join('\nmailspec: '),
  )
}
