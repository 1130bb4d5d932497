// A process with a policy engine in it and nothing else, so that its memory is the engine's. Needs --expose-gc.
import { profiles } from '#profiles'
import { readPolicy } from '#policy-document'
import { createEngine, type Engine } from '../reference-server/policy/engine.ts'
import { answers, numberIn } from './children.ts'
import { policyOn } from './policy.ts'

const reading = readPolicy(profiles[policyOn.profile], [policyOn.policy])
if (reading.problems) throw new Error(reading.problems.map(({ text }) => text).join('\n'))
const { policy } = reading
const now = Date.UTC(2026, 0, 1)
const session = { startedAt: now }
/** So few that the processor keeps them at hand: what is measured is the engine and not the memory chips. */
const asked = 100
const repeats = 2_000

answers(async (question) => {
  const population = numberIn(question, 'population')
  const engine = createEngine(policy, profiles[policyOn.profile].conduct)
  const before = heapOctets()
  for (let nth = 0; nth < population; nth++) {
    void engine.decide('login', {
      session,
      protocol: 'pop3',
      address: addressOf(nth),
      account: 'alice@local.test',
      now: now - population + nth,
    })
  }
  const octets = (heapOctets() - before) / population
  const addresses = Array.from({ length: asked }, (_, nth) =>
    addressOf(Math.floor((nth * population) / asked)),
  )
  time(engine, addresses, repeats / 10)
  return { octets, microseconds: time(engine, addresses, repeats) }
})

/** Asks for each address in turn, again and again: microseconds for one decision. */
function time(engine: Engine, addresses: readonly string[], times: number): number {
  const path = { localPart: 'bob', domain: 'remote.test', text: 'bob@remote.test' }
  const begun = performance.now()
  let permitted = 0
  for (let round = 0; round < times; round++) {
    for (const address of addresses) {
      const decision = engine.decide('rcpt', {
        session,
        protocol: 'smtp',
        port: 25,
        address,
        now,
        authFailed: false,
        reversePath: path,
        forwardPath: path,
        others: 0,
      })
      if (!(decision instanceof Promise) && decision.permits) permitted++
    }
  }
  if (permitted !== times * addresses.length) throw new Error('a remembered address was refused')
  return ((performance.now() - begun) * 1000) / permitted
}

const addressOf = (nth: number): string => `10.${(nth >> 16) & 255}.${(nth >> 8) & 255}.${nth & 255}`

function heapOctets(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
