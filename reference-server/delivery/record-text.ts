import * as z from 'zod'
import type { QueuedMessage } from './queued-message.ts'

// The form in which the queue's records are written. What an older version wrote is read for as long as the form of the
// data folder does not change.

const path = z.object({ localPart: z.string(), domain: z.string(), text: z.string() })
const said = z.object({ status: z.string(), text: z.string(), host: z.string().optional() })
const recipient = z.discriminatedUnion('state', [
  z.object({
    path,
    state: z.literal('open'),
    attempts: z.number(),
    due: z.number(),
    said: said.optional(),
  }),
  z.object({ path, state: z.literal('delivered') }),
  z.object({ path, state: z.literal('failed'), said, isSettled: z.boolean() }),
])
const origin = z.discriminatedUnion('door', [
  z.object({
    door: z.literal('smtp'),
    port: z.number(),
    address: z.string(),
    secure: z.boolean(),
    hello: z.object({ name: z.string(), extended: z.boolean() }).optional(),
    account: z.string().optional(),
  }),
  z.object({ door: z.literal('report') }),
])
const written = z.object({
  origin,
  reversePath: path.nullable(),
  acceptedAt: z.number(),
  traceOctets: z.number(),
  marks: z.record(z.string(), z.string()),
  recipients: z.array(recipient),
})

/** Writes a message down, without its id and its octets, which stand beside it. */
export const writeRecord = (message: QueuedMessage): string => JSON.stringify({ ...message, id: undefined })

/**
 * Reads what `writeRecord` wrote.
 *
 * @throws what JSON and the schema throw, for a text that is no record
 */
export const readRecord = (id: string, text: string): QueuedMessage => ({
  id,
  ...written.parse(JSON.parse(text)),
})
