import type { Ending } from './line-queue.ts'

/** What the peer did: it ended the connection, or refused it. */
const closings: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'reset the connection',
  EPIPE: 'reset the connection',
  ECONNABORTED: 'reset the connection',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'chose a version of TLS that was not offered',
}

const failures: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'did not answer at all',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ENOTFOUND: 'has no address',
  EAI_AGAIN: 'has an address that cannot be looked up',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that no trusted authority signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate that no trusted authority signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate that no trusted authority signed',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate that no trusted authority signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another name',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
}

/** Our own address, rights or limits: nothing a peer could have done. */
const ours = new Set(['EADDRNOTAVAIL', 'EADDRINUSE', 'EACCES', 'EPERM', 'EINVAL', 'EMFILE', 'ENFILE'])

/** Tells whether a socket's error is about this machine and not about the peer. */
export const isOurs = (error: Error) => ours.has(codeOf(error)) || isBeyondUs(error)

/** Tells whether the library of this machine has none of the versions of TLS it was to offer. */
export const isBeyondUs = (error: Error) => codeOf(error) === 'ERR_SSL_NO_PROTOCOLS_AVAILABLE'

/** What a socket's error says about the peer, in words that do not depend on when it was noticed. */
export function endingOf(error: Error): Ending {
  const code = codeOf(error)
  if (/^ERR_SSL_(?:TLSV1|SSLV3)_ALERT_/.test(code)) return { by: 'server', why: 'refused the TLS handshake' }
  const closing = closings[code]
  if (closing !== undefined) return { by: 'server', why: closing }
  return { by: 'error', why: failures[code] ?? `failed with ${code === '' ? error.message : code}` }
}

const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : '')
