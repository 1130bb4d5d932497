import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { services } from '../../evidence/services.ts'
import * as api from '../control-api.ts'
import type { Needs, StagedPeer, Staging, Target } from '../target.ts'

/** Why a request cannot be met: its status and one sentence. */
class Refused extends Error {
  readonly status: 400 | 404 | 409

  constructor(status: 400 | 404 | 409, text: string) {
    super(text)
    this.status = status
  }
}

/** What is staged at the moment. */
export interface Stage {
  current?: Staging
  /** Whether the server ends: a stage that is ready only now is taken down again. */
  hasEnded: boolean
}

/** The largest request body that is read. */
const bodyOctets = 2 ** 20

/** The requests of the control API, version 1. */
export function controlApp(target: Target, stage: Stage, token: string): Hono {
  const app = new Hono()
  const current = (): Staging => {
    if (!stage.current) throw new Refused(409, 'nothing is staged: POST /v1/stage first')
    return stage.current
  }
  const power = <P extends 'clock' | 'operator' | 'dns'>(name: P): NonNullable<Staging[P]> => {
    const found = current()[name]
    if (!found) throw new Refused(409, `the stage has no ${name}`)
    return found
  }

  // However many requests come at once, others have their turns between them.
  let turn = Promise.resolve()
  app.use(async (_context, next) => {
    turn = turn.then(() => new Promise((resume) => setImmediate(resume)))
    await turn
    await next()
  })
  app.use('/v1/*', async (context, next) => {
    const [, given = ''] = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '') ?? []
    if (!sameSecret(given, token)) return context.json({ problem: 'the token does not fit' }, 401)
    await next()
    return undefined
  })
  app.use(
    bodyLimit({
      maxSize: bodyOctets,
      onError: (context) =>
        context.json({ problem: `a request body may have ${bodyOctets} octets, this one has more` }, 413),
    }),
  )
  app.onError((error, context) => {
    if (error instanceof Refused) return context.json({ problem: error.message }, error.status)
    if (error instanceof z.ZodError) return context.json({ problem: z.prettifyError(error) }, 400)
    return context.json({ problem: error.message }, 400)
  })

  // One stage after the other: of two made at once, one would be left that nobody takes down.
  let staging: Promise<unknown> = Promise.resolve()
  app.post('/v1/stage', async (context) => {
    const needs: Needs = api.stageRequest.parse(await context.req.json())
    const made = staging.then(() => restaged(target, stage, needs))
    staging = made.catch(() => {})
    const staged = await made
    return context.json({ ...(await stateOf(staged)), ...placesOf(staged, needs) })
  })
  app.get('/v1/state', async (context) => context.json(await stateOf(current())))
  app.get('/v1/sink', async (context) => {
    const isSettled = await hasSettled(current())
    return context.json({ ...(await stateOf(current())), isSettled })
  })
  const peer = (role: string): StagedPeer => {
    const found = current().peers?.[role]
    if (!found) throw new Refused(404, `the stage has no peer ${role}`)
    return found
  }
  app.put('/v1/peers/:role', async (context) => {
    await peer(context.req.param('role')).behaves(api.behaviourRequest.parse(await context.req.json()))
    return context.json(await stateOf(current()))
  })
  app.delete('/v1/peers/:role', async (context) => {
    await peer(context.req.param('role')).behaves(undefined)
    return context.json(await stateOf(current()))
  })
  app.get('/v1/clock', async (context) => context.json(await stateOf(current())))
  app.post('/v1/clock', async (context) => {
    const request = api.clockRequest.parse(await context.req.json())
    const clock = power('clock')
    await clock.moveTo('to' in request ? request.to : clock.now() + request.advance)
    return context.json(await stateOf(current()))
  })
  app.post('/v1/policy', async (context) => {
    await power('operator').sets(api.policyRequest.parse(await context.req.json()))
    return context.json(await stateOf(current()))
  })
  app.post('/v1/accounts', async (context) => {
    const { address } = api.accountRequest.parse(await context.req.json())
    const account = await power('operator').adds(address)
    return context.json({ ...(await stateOf(current())), account })
  })
  app.put('/v1/files/:name{.+}', async (context) => {
    const { lines } = api.fileRequest.parse(await context.req.json())
    await power('operator').writes(context.req.param('name'), lines)
    return context.json(await stateOf(current()))
  })
  app.delete('/v1/files/:name{.+}', async (context) => {
    await power('operator').writes(context.req.param('name'), undefined)
    return context.json(await stateOf(current()))
  })
  app.post('/v1/tool', async (context) => {
    const { command } = api.toolRequest.parse(await context.req.json())
    const outcome = await power('operator').runs(command)
    return context.json({ ...(await stateOf(current())), ...outcome })
  })
  app.post('/v1/restart', async (context) => {
    await power('operator').restarts()
    return context.json(await stateOf(current()))
  })
  app.put('/v1/interfaces', async (context) => {
    await power('operator').connects(api.interfacesRequest.parse(await context.req.json()).networks)
    return context.json(await stateOf(current()))
  })
  app.put('/v1/dns/:name', async (context) => {
    const records = api.recordsRequest.parse(await context.req.json())
    await power('dns').answers(context.req.param('name'), records)
    return context.json(await stateOf(current()))
  })
  return app
}

/** Takes down what is staged and stages anew. @throws Refused */
async function restaged(target: Target, stage: Stage, needs: Needs): Promise<Staging> {
  await stage.current?.[Symbol.asyncDispose]()
  delete stage.current
  const staged = await target.stage(needs)
  if (!(Symbol.asyncDispose in staged)) throw new Refused(409, staged.map(({ why }) => why).join('; '))
  if (stage.hasEnded) {
    await staged[Symbol.asyncDispose]()
    throw new Refused(409, 'the server ends')
  }
  stage.current = staged
  return staged
}

const stateOf = async (staging: Staging): Promise<api.State> => ({
  now: staging.now(),
  policy: { ...staging.policy },
  receipts: (staging.sink?.receipts() ?? []).map((receipt) => ({
    ...receipt,
    forwardPaths: [...receipt.forwardPaths],
  })),
  peers: Object.fromEntries(Object.entries(staging.peers ?? {}).map(([role, peer]) => [role, peer.record()])),
  isSettled: true,
  complaints: [...(staging.complaints?.() ?? [])],
  services: Object.fromEntries(
    services.flatMap((service) => {
      const endpoint = staging.endpoint(service)
      return endpoint ? [[service, endpoint]] : []
    }),
  ),
})

/** Waits until what was accepted has gone its way; false where a peer holds it back. */
const hasSettled = async ({ sink, peers = {} }: Staging): Promise<boolean> => {
  const [outside = sink] = Object.values(peers)
  return (await outside?.settles(() => true)) ?? true
}

const placesOf = (staging: Staging, { sources }: Needs) => ({
  sources: Object.fromEntries(
    Object.values(sources).map((address) => [address, staging.source(address) ?? address]),
  ),
  accounts: staging.accounts,
})

/** Compares digests, so that timing does not reveal how much matches. */
const sameSecret = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
