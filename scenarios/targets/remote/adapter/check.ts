import { z } from 'zod'
import { buildMessage, isAccepted, openSmtp, sends, type SmtpSession } from '#clients'
import type { Attempt } from '#evidence'
import { StepRefused } from '../../../evidence/faults.ts'
import { createRecorder } from '../../../evidence/recorder.ts'
import type { Needs, Staging } from '../../target.ts'
import type { TargetFile } from '../file.ts'
import { describeAnswer, problemAnswer } from './protocol.ts'
import { startAdapter } from './program.ts'
import { adapterTarget, specOf } from './target.ts'

/** One thing the protocol asks of an adapter, and how it did. */
export interface Checked {
  readonly what: string
  /** Undefined where there was nothing to check. */
  readonly ok: boolean | undefined
  readonly text: string
}

type Checks = AsyncGenerator<Checked, void>

const [trusted, stranger] = ['192.0.2.20', '203.0.113.10']
const relayed = { from: 'office@elsewhere.test', to: 'carol@remote.test' }

/** What a story with one trusted address asks for. */
const needs = (changes: Partial<Needs> = {}): Needs => ({
  scenario: 'adapter/check',
  profile: 'kerio',
  policy: { relay: { mode: 'restricted', trusted: [trusted] } },
  accounts: { alice: 'alice@local.test' },
  sources: { trusted, stranger },
  uses: [],
  seed: 1,
  ...changes,
})

/** Holds an adapter to the protocol: what it says, what it brings up, and how it ends. */
export async function* checkAdapter(
  file: Pick<TargetFile, 'name'>,
  stated: NonNullable<TargetFile['adapter']>,
): Checks {
  yield* checkWords(stated)
  const target = adapterTarget(file, stated)
  try {
    const uses = stated.offers.filter((power) => power === 'sink' || power === 'clock')
    for (const round of ['first', 'second']) {
      const staged = await target.stage(needs({ uses, scenario: `adapter/${round}` }))
      if (!(Symbol.asyncDispose in staged)) {
        const text = `it cannot be brought to one trusted address: ${staged.map(({ need, why }) => `${need} (${why})`).join('; ')}`
        yield { what: 'stage', ok: undefined, text }
        break
      }
      await using staging = staged
      yield* checkStaging(round, staging)
    }
    const odd = await target.stage(needs({ policy: { limits: { messagesPerHour: 3 } } }))
    yield oddOutcome(odd)
    if (Symbol.asyncDispose in odd) await odd[Symbol.asyncDispose]()
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error
    yield { what: 'stage', ok: false, text: error.message }
  } finally {
    await target.close?.()
  }
}

/** What it says of itself, that it survives what it does not know, and that it ends when nobody asks any more. */
async function* checkWords(stated: NonNullable<TargetFile['adapter']>): Checks {
  const program = startAdapter(specOf(stated))
  try {
    const { software, powers } = await program.asks({ do: 'describe' }, describeAnswer)
    yield { what: 'describe', ok: true, text: software }
    const lacking = stated.offers.filter((power) => !powers.includes(power))
    const untold = powers.filter((power) => !stated.offers.includes(power))
    yield lacking.length > 0
      ? {
          what: 'offers',
          ok: false,
          text: `adapter.offers has ${lacking.join(', ')}, which it does not have`,
        }
      : untold.length > 0
        ? { what: 'offers', ok: false, text: `add ${untold.join(', ')} to adapter.offers, which it has` }
        : { what: 'offers', ok: true, text: powers.join(', ') || 'nothing besides staging' }
    const odd = await program
      .asks({ do: 'dns', name: 'nowhere.test', records: {} }, z.union([problemAnswer, z.strictObject({})]))
      .catch((error: unknown) => error)
    yield odd instanceof StepRefused && !/cannot dns/.test(odd.message)
      ? { what: 'a request it cannot carry out', ok: false, text: odd.message }
      : { what: 'a request it cannot carry out', ok: true, text: 'is answered, and it goes on' }
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error
    yield { what: 'describe', ok: false, text: error.message }
  } finally {
    const trouble = await program.close()
    yield { what: 'end', ok: trouble === undefined, text: trouble ?? 'it ends when its input does' }
  }
}

async function* checkStaging(round: string, staging: Staging): Checks {
  const { relay } = staging.policy
  const isApplied =
    JSON.stringify(relay?.trusted) === JSON.stringify([trusted]) && relay?.mode === 'restricted'
  yield {
    what: `${round} stage, policy`,
    ok: isApplied,
    text: isApplied
      ? 'as asked'
      : `it was asked to trust ${trusted}, and applied ${JSON.stringify(staging.policy)}`,
  }
  yield { what: `${round} stage, accounts`, ...(await logsIn(staging)) }
  for (const [source, isRight, name] of [
    [trusted, true, 'a trusted address'],
    [stranger, false, 'a stranger'],
  ] as const) {
    const attempt = await relays(staging, source)
    const words = attempt.reply
      ? `${attempt.at}: ${attempt.reply.code} ${attempt.reply.text[0] ?? ''}`
      : 'no answer'
    yield { what: `${round} stage, ${name}`, ok: isTaken(attempt) === isRight, text: words }
  }
  if (staging.sink) {
    const hasArrived = await staging.sink.settles(() => (staging.sink?.receipts().length ?? 0) > 0)
    const count = staging.sink.receipts().length
    yield {
      what: `${round} stage, sink`,
      ok: hasArrived && count === 1,
      text: `${count} of the one message that was taken arrived; ${hasArrived ? 'settled' : 'not settled'}`,
    }
  }
  if (staging.clock) {
    const until = staging.now() + 3_600_000
    await staging.clock.moveTo(until)
    const ok = staging.now() >= until
    yield {
      what: `${round} stage, clock`,
      ok,
      text: ok ? 'moves an hour' : 'did not come to the instant asked for',
    }
  }
}

/** A setting that few servers have: applied, or said to be lacking, but not passed over. */
function oddOutcome(staged: Staging | readonly { readonly need: string; readonly why: string }[]): Checked {
  const what = 'a setting it may lack'
  if (!(Symbol.asyncDispose in staged))
    return { what, ok: true, text: staged.map(({ need, why }) => `${need}: ${why}`).join('; ') }
  const ok = isApplied(staged)
  const text = ok
    ? 'is applied'
    : 'is passed over: answer with shortfalls, or put it into the policy as applied'
  return { what, ok, text }
}

const isApplied = ({ policy }: Staging): boolean => policy.limits?.messagesPerHour === 3

const isTaken = ({ reply }: Attempt): boolean => reply !== undefined && reply.code < 400

/** Whether alice is there and can authenticate, where that is offered. */
async function logsIn(staging: Staging): Promise<Omit<Checked, 'what'>> {
  const { alice } = staging.accounts
  if (!alice) return { ok: false, text: 'alice was asked for, and there is no alice' }
  const session = await opensMx(staging, stranger)
  const isOffered = session.capabilities.has('AUTH')
  const answer = isOffered ? await session.authenticates(alice) : undefined
  await session.quits()
  if (!answer) return { ok: undefined, text: 'alice is there; MX offers no AUTH to try it' }
  return { ok: isAccepted(answer), text: `AUTH as alice: ${answer.reply ? answer.reply.code : answer.why}` }
}

/** One message from an address to a foreign domain. */
async function relays(staging: Staging, source: string): Promise<Attempt> {
  const session = await opensMx(staging, source)
  const message = buildMessage({ ...relayed, now: staging.now(), token: 'adapter.check' })
  const attempt = await sends(session, { ...relayed, message })
  await session.quits()
  return attempt
}

/** A session that has been greeted. */
async function opensMx(staging: Staging, source: string): Promise<SmtpSession> {
  const endpoint = staging.endpoint('mx')
  if (!endpoint) throw new StepRefused('the adapter staged no mx service')
  const now = (): number => staging.now()
  const tap = createRecorder(now).opens({ client: 'check', service: 'mx', source })
  const localAddress = staging.source(source)
  const { host, port } = endpoint
  const session = await openSmtp({ host, port, ...(localAddress !== undefined && { localAddress }) }, tap, {
    now,
  })
  if (isAccepted(session.greeting)) await session.greets('check.client.test')
  return session
}
