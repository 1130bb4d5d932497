import type { Service } from '#evidence'
import { isImplicitTls } from '../../evidence/services.ts'
import type { Parts } from './kind.ts'
import { submits } from './rights.ts'

/** Of the services a server can open, those it opens: for submission where mail is submitted, for TLS with a certificate. */
export const listeningFor = (
  services: readonly Service[],
  { asked, tls }: Pick<Parts, 'asked' | 'tls'>,
): readonly Service[] =>
  services.filter((service) =>
    isImplicitTls(service) ? tls !== undefined : service !== 'submission' || submits(asked),
  )
