import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in what the RFCs ask of every server. */
export const rfcSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'tls-within-tls',
    clause: 'rfc3207.begins-anew',
    seam: 'tls.may-begin',
    replace: () => () => true,
  }),
]
