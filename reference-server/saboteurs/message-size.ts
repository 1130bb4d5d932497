import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the limit on the size of messages. */
export const messageSizeSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'large-messages-come-in',
    clause: 'kerio.limits.message-size',
    seam: 'message-size.largest',
    replace: () => () => Infinity,
  }),
  saboteur({
    id: 'one-octet-less',
    clause: 'rfc1870.limit-is-exact',
    seam: 'message-size.largest',
    replace: (largest) => (policy) => largest(policy) - 1,
  }),
  saboteur({
    id: 'one-octet-more',
    clause: 'rfc1870.limit-is-exact',
    seam: 'message-size.largest',
    replace: (largest) => (policy) => largest(policy) + 1,
  }),
  saboteur({
    id: 'first-size-limit-stays',
    clause: 'kerio.limits.message-size',
    seam: 'message-size.largest',
    replace: (largest) => {
      let first: number | undefined
      return (policy) => (first ??= largest(policy))
    },
  }),
  saboteur({
    id: 'declared-sizes-are-not-looked-at',
    clause: 'kerio.limits.message-size',
    seam: 'declared-size.is-too-large',
    replace: () => () => false,
  }),
  saboteur({
    id: 'zero-lets-nothing-in',
    clause: 'kerio.limits.message-size-zero',
    seam: 'message-size.largest',
    replace:
      () =>
      ({ limits }) =>
        limits.messageSize,
  }),
  saboteur({
    id: 'zero-is-ten-megabytes',
    clause: 'kerio.limits.message-size-zero',
    seam: 'message-size.largest',
    replace: (largest) => (policy) => Math.min(largest(policy), 10 * 2 ** 20),
  }),
  saboteur({
    id: 'megabytes-are-kilobytes',
    clause: 'kerio.limits.message-size-units',
    seam: 'message-size.largest',
    replace: (largest) => (policy) => largest(policy) / 1024,
  }),
  saboteur({
    id: 'kilobytes-are-megabytes',
    clause: 'kerio.limits.message-size-units',
    seam: 'message-size.largest',
    replace: (largest) => (policy) => largest(policy) * 1024,
  }),
  saboteur({
    id: 'large-messages-come-in-commgate',
    clause: 'commgate.smtp.message-size',
    seam: 'message-size.largest',
    replace: () => () => Infinity,
  }),
  saboteur({
    id: 'attachments-count-as-files',
    clause: 'commgate.smtp.message-size-encoded',
    seam: 'message-size.largest',
    replace: (largest) => (policy) => (largest(policy) * 4) / 3,
  }),
  saboteur({
    id: 'declared-sizes-are-too-small-to-refuse',
    clause: 'rfc1870.declared-too-big-552',
    seam: 'declared-size.is-too-large',
    replace: (isTooLarge) => (declared, largest) => isTooLarge(declared, largest + 1),
  }),
  saboteur({
    id: 'large-messages-come-in-undeclared',
    clause: 'rfc1870.actual-too-big-552',
    seam: 'message-size.largest',
    replace: () => () => Infinity,
  }),
]
