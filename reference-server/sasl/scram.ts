import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { isUtf8 } from 'node:buffer'
import { readBase64 } from './base64.ts'
import type { Exchange, ExchangeStep, Mechanism } from './mechanisms.ts'
import type { ScramKeys } from './scram-keys.ts'

// SCRAM-SHA-256: RFC 5802 §5 and §7, RFC 7677.

/** What a client shows in SCRAM: what both sides said, and a proof of the password made of that. */
export interface ScramAnswer {
  readonly method: 'scram-sha-256'
  readonly said: string
  readonly proof: Buffer
}

/** Tells whether a proof was made with the password of these keys. */
export function provesKeys({ said, proof }: ScramAnswer, { storedKey }: ScramKeys): boolean {
  const signature = createHmac('sha256', storedKey).update(said).digest()
  if (proof.length !== signature.length) return false
  const clientKey = Buffer.from(proof.map((octet, at) => octet ^ (signature[at] ?? 0)))
  return timingSafeEqual(createHash('sha256').update(clientKey).digest(), storedKey)
}

const malformed: ExchangeStep = { malformed: true }

/**
 * SCRAM-SHA-256 without channel binding: a name and a nonce, the salt, a proof of the password, and the server's own
 * proof. Whether the client's is right is decided with the credentials; a wrong one ends the exchange at once.
 */
export const scramSha256: Mechanism = {
  name: 'SCRAM-SHA-256',
  start: (challenge, keysOf) => {
    let receive: Exchange['receive'] = async (response) => {
      const first = readFirst(response)
      if (!first) return malformed
      const keys = await keysOf(first.login)
      const nonce = `${first.nonce}${challenge()}`
      const asked = `r=${nonce},s=${keys.salt.toString('base64')},i=${keys.iterations}`
      receive = (final) =>
        concluded(final, { ...first, nonce, asked, keys, waits: (next) => (receive = next) })
      return { challenge: Buffer.from(asked) }
    }
    return { opening: Buffer.alloc(0), receive: (response) => receive(response) }
  },
}

/** The client's first message. */
interface First {
  readonly login: string
  readonly actAs?: string
  readonly nonce: string
  /** What stands before the message proper, which comes again in the last one. */
  readonly binding: string
  readonly bare: string
}

/**
 * Reads a client's first message.
 *
 * - good: `n,,n=alice,r=fyko+d2lbbFgONRv9qkxdawL`, `y,a=alice,n=alice,r=fyko`
 * - bad: `p=tls-unique,,n=alice,r=fyko` (channel binding), `n,,m=x,n=alice,r=fyko` (an extension that must be known)
 */
function readFirst(response: Buffer): First | undefined {
  if (!isUtf8(response)) return undefined
  const [, binding, identity, bare, name, nonce] =
    /^([ny],(?:a=([^,]+))?,)(n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?)$/su.exec(
      response.toString('utf8'),
    ) ?? []
  const [login, actAs] = [name, identity].map((each) => each && unescaped(each))
  if (!binding || !bare || !nonce || login === undefined || login === '') return undefined
  if (identity !== undefined && actAs === undefined) return undefined
  return { binding, bare, nonce, login, ...(actAs !== undefined && { actAs }) }
}

/** A name as it is meant: `=2C` is a comma and `=3D` an equals sign. Undefined for another use of one. */
const unescaped = (name: string): string | undefined =>
  /=(?!2C|3D)/.test(name) ? undefined : name.replaceAll('=2C', ',').replaceAll('=3D', '=')

interface Asked extends First {
  readonly asked: string
  readonly keys: ScramKeys
  /** Hears the client's last, empty response. */
  readonly waits: (next: Exchange['receive']) => void
}

/** Reads a client's final message: `c=biws,r=<nonce>,p=<proof>`. */
function concluded(
  response: Buffer,
  { binding, bare, nonce, login, actAs, asked, keys, waits }: Asked,
): ExchangeStep {
  const [, unproved, repeated, again, given = ''] =
    /^(c=([^,]+),r=([^,]+)(?:,.+)?),p=([^,]+)$/su.exec(response.toString('latin1')) ?? []
  const proof = readBase64(given)
  const isRepeated = repeated === Buffer.from(binding).toString('base64') && again === nonce
  if (unproved === undefined || !proof || !isRepeated) return malformed
  const said = [bare, asked, unproved].join(',')
  const answer: ScramAnswer = { method: 'scram-sha-256', said, proof }
  const sent = { mechanism: 'SCRAM-SHA-256', login, answer, ...(actAs !== undefined && { actAs }) }
  if (!provesKeys(answer, keys)) return { credentials: sent }
  waits((last) => (last.length === 0 ? { credentials: sent } : malformed))
  const signature = createHmac('sha256', keys.serverKey).update(said).digest('base64')
  return { challenge: Buffer.from(`v=${signature}`) }
}
