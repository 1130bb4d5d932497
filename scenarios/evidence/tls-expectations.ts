import { decision } from './expectation.ts'
import type { TlsVersion } from './handshake.ts'

interface TlsWanted {
  readonly version?: TlsVersion
  readonly certificate?: string
}

interface TlsSeen {
  readonly tls?: { readonly version: string; readonly certificate: string }
}

const isWanted = ({ tls }: TlsSeen, { version, certificate }: TlsWanted): boolean =>
  tls !== undefined &&
  (version === undefined || version === tls.version) &&
  (certificate === undefined || certificate === tls.certificate)

/** What can be expected of a handshake. */
export const tlsExpectations = {
  tls: decision({
    says: {
      speaksTls: (version?: TlsVersion): TlsWanted => ({ ...(version && { version }) }),
      presents: (certificate: string): TlsWanted => ({ certificate }),
    },
    meets: { attempt: isWanted, answer: isWanted },
    words: ({ version, certificate }) =>
      certificate === undefined ? (version ?? 'TLS') : `the certificate of ${certificate}`,
  }),
} as const
