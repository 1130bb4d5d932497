import { z } from 'zod'
import type { PeerRecord } from '#evidence'

// The control API of a reference server in another process, version 1: what goes over the wire, both ways.

const names = z.record(z.string(), z.string())
const document = z.record(z.string(), z.unknown())
const profileNames = ['icewarp', 'ics', 'imail', 'kerio', 'commgate', 'plain'] as const
const powers = ['clock', 'sink', 'operator', 'dns', 'profileDefaults', 'tls', 'swaks'] as const

const occasion = {
  at: z.union([
    z.enum(['CONNECT', 'HELO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'MESSAGE']),
    z.templateLiteral(['X', z.string()]),
  ]),
  of: z.string().exactOptional(),
  times: z.int().min(1).exactOptional(),
}

/** PUT /v1/peers/<role>: how a peer behaves from here on; DELETE has it be there and consent to everything. */
export const behaviourRequest = z.discriminatedUnion('does', [
  z.strictObject({ does: z.literal('answers'), ...occasion, saying: z.string() }),
  z.strictObject({ does: z.literal('drops'), ...occasion }),
  z.strictObject({ does: z.literal('delays'), ...occasion, by: z.int().min(0) }),
  z.strictObject({ does: z.literal('leaves') }),
])

const peer = z.strictObject({
  protocol: z.literal('smtp'),
  port: z.int().exactOptional(),
  mxOf: z.array(z.string()).exactOptional(),
  offers: z.array(z.string()).exactOptional(),
  auth: z.enum(['offered', 'required']).exactOptional(),
  tls: z.enum(['offered', 'required', 'implicit']).exactOptional(),
  behaves: z.array(behaviourRequest).exactOptional(),
})

/** What a peer said and saw, as evidence keeps it. */
const peerRecord = z.custom<PeerRecord>((value) => typeof value === 'object' && value !== null)

/** POST /v1/stage: a fresh server, brought to these needs; the one before it is gone. */
export const stageRequest = z.strictObject({
  scenario: z.string(),
  profile: z.enum(profileNames),
  policy: document,
  accounts: names.default({}),
  sources: names.default({}),
  peers: z.record(z.string(), peer).default({}),
  uses: z.array(z.enum(powers)).default([]),
  seed: z.int().default(1),
})

const account = z.object({ address: z.string(), login: z.string(), password: z.string() })

const receipt = z.object({
  at: z.number(),
  reversePath: z.string(),
  forwardPaths: z.array(z.string()),
  message: z.string(),
})

/** How things stand: part of every answer. */
export const stateAnswer = z.object({
  now: z.number(),
  policy: document,
  receipts: z.array(receipt),
  peers: z.record(z.string(), peerRecord).default({}),
  /** Whether all accepted mail has left. */
  isSettled: z.boolean().default(true),
  complaints: z.array(z.string()),
  /** Where they are now: another policy may have moved them. */
  services: z.record(
    z.string(),
    z.object({
      host: z.string(),
      port: z.int(),
      tls: z.enum(['none', 'starttls', 'implicit']),
      ca: z.string().optional(),
    }),
  ),
})

export const stageAnswer = stateAnswer.extend({
  /** Stage address → the address a client binds. */
  sources: names,
  accounts: z.record(z.string(), account),
})

/** POST /v1/clock: to an instant, or onwards by so many milliseconds. */
export const clockRequest = z.union([
  z.strictObject({ to: z.number() }),
  z.strictObject({ advance: z.number() }),
])
/** POST /v1/policy: settings to change; objects merge by key, lists replace. */
export const policyRequest = document
/** POST /v1/accounts */
export const accountRequest = z.strictObject({ address: z.string() })
export const accountAnswer = stateAnswer.extend({ account })
/** PUT /v1/files/<name> */
export const fileRequest = z.strictObject({ lines: z.array(z.string()) })
/** POST /v1/tool */
export const toolRequest = z.strictObject({ command: z.string() })
export const toolAnswer = stateAnswer.extend({
  output: z.string().optional(),
  problem: z.string().optional(),
})
/** PUT /v1/interfaces */
export const interfacesRequest = z.strictObject({ networks: z.array(z.string()) })
/** PUT /v1/dns/<name> */
export const recordsRequest = z.strictObject({
  MX: z.array(z.object({ preference: z.int(), host: z.string() })).optional(),
  A: z.array(z.string()).optional(),
  AAAA: z.array(z.string()).optional(),
  PTR: z.array(z.string()).optional(),
  TXT: z.array(z.string()).optional(),
})

export type State = z.infer<typeof stateAnswer>
