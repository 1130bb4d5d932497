import { readBase64 } from './base64.ts'
import type { Exchange, ExchangeStep, SentCredentials } from './mechanisms.ts'

/** What a protocol says to each turn of an exchange. */
export interface Turns<Answer> {
  /** Another response is asked for. */
  readonly goesOn: (challenge: Buffer, exchange: Exchange) => Answer
  /** All that is needed was sent. */
  readonly isComplete: (sent: SentCredentials) => Answer | Promise<Answer>
  readonly isCancelled: () => Answer
  readonly isNotBase64: () => Answer
  readonly isMalformed: () => Answer
}

/** Begins an exchange, with the initial response as it was written, or without one. */
export const beginExchange = <Answer>(
  exchange: Exchange,
  initial: string | undefined,
  turns: Turns<Answer>,
): Answer | Promise<Answer> =>
  initial === undefined
    ? turns.goesOn(exchange.opening, exchange)
    : // A lone `=` is an initial response of no octets: without it nothing could tell it from none at all.
      hearResponse(initial === '=' ? '' : initial, exchange, turns)

/** Hears a line within an exchange: a response in base64, or `*` to cancel. */
export function hearResponse<Answer>(
  line: string,
  exchange: Exchange,
  turns: Turns<Answer>,
): Answer | Promise<Answer> {
  if (line === '*') return turns.isCancelled()
  const response = readBase64(line)
  if (!response) return turns.isNotBase64()
  const step = exchange.receive(response)
  const takes = (taken: ExchangeStep): Answer | Promise<Answer> => {
    if ('challenge' in taken) return turns.goesOn(taken.challenge, exchange)
    return 'credentials' in taken ? turns.isComplete(taken.credentials) : turns.isMalformed()
  }
  return step instanceof Promise ? step.then(takes) : takes(step)
}
