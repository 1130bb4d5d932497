import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the submission port and its bypass file. */
export const icewarpSubmissionSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'submission-asks-nobody',
    clause: 'icewarp.submission.auth-required',
    seam: 'submission.applies',
    replace: () => () => false,
  }),
  saboteur({
    id: 'submission-asks-foreign-senders-only',
    clause: 'icewarp.submission.auth-required',
    seam: 'submission.bypasses',
    replace: (bypasses) => (bypass, facts, policy) =>
      bypasses({ ...bypass, localSenders: true }, facts, policy),
  }),
  saboteur({
    id: 'submission-takes-any-password',
    clause: 'icewarp.submission.auth-required',
    seam: 'login.accepts',
    replace: () => () => true,
  }),
  saboteur({
    id: 'submission-never-satisfied',
    clause: 'icewarp.submission.auth-accepted',
    seam: 'rights.authorize',
    replace: () => () => false,
  }),
  saboteur({
    id: 'submission-trusts-no-address',
    clause: 'icewarp.submission.trusted-ip-suffices',
    seam: 'rights.authorize',
    replace: (authorize) => (rights, conduct) => authorize({ ...rights, trustedAddress: false }, conduct),
  }),
  saboteur({
    id: 'submission-knows-no-window',
    clause: 'icewarp.submission.window-suffices',
    seam: 'rights.authorize',
    replace: (authorize) => (rights, conduct) => authorize({ ...rights, window: false }, conduct),
  }),
  saboteur({
    id: 'submission-relays-for-nobody',
    clause: 'icewarp.submission.auth-accepted',
    seam: 'relay.suffices',
    replace: () => () => false,
  }),
  saboteur({
    id: 'submission-for-one-domain',
    clause: 'icewarp.submission.auth-accepted',
    seam: 'submission.knows-sender',
    replace: (knows) => (facts, policy) =>
      knows(facts, policy) && facts.reversePath?.domain !== 'second.test',
  }),
  saboteur({
    id: 'submission-without-auth',
    clause: 'icewarp.submission.rfc4409',
    seam: 'auth.is-withdrawn',
    replace: () => (_, policy) => policy.submission.enabled,
  }),
  saboteur({
    id: 'submission-lets-mail-pass',
    clause: 'icewarp.submission.rfc4409',
    seam: 'rights.authorize',
    replace: () => () => true,
  }),
  saboteur({
    id: 'submission-rule-on-every-port',
    clause: 'icewarp.submission.port25-for-unauthenticated',
    seam: 'submission.applies',
    replace: () => (_, policy) => policy.submission.enabled,
  }),
  saboteur({
    id: 'port-25-keeps-auth',
    clause: 'icewarp.submission.port25-no-auth',
    seam: 'auth.is-withdrawn',
    replace: () => () => false,
  }),
  saboteur({
    id: 'port-25-never-has-auth',
    clause: 'icewarp.submission.port25-no-auth',
    seam: 'auth.is-withdrawn',
    replace:
      () =>
      ({ port }) =>
        port === 25,
  }),
  saboteur({
    id: 'users-stay-on-port-25',
    clause: 'icewarp.submission.users-forced-to-587',
    seam: 'auth.is-withdrawn',
    replace: () => () => false,
  }),
  saboteur({
    id: 'local-senders-stay-on-port-25',
    clause: 'icewarp.submission.users-forced-to-587',
    seam: 'relay.is-authenticated',
    replace: (isAuthenticated) => (facts) =>
      isAuthenticated(facts) || (facts.port === 25 && facts.reversePath?.domain === 'local.test'),
  }),
  saboteur({
    id: 'port-25-shuts-out-local-senders',
    clause: 'icewarp.submission.port25-existing-local-sender',
    seam: 'submission.knows-sender',
    replace: (knows) => (facts, policy) =>
      knows(facts, policy) &&
      !(facts.port === 25 && policy.domains.local.has(facts.reversePath?.domain ?? '')),
  }),
  saboteur({
    id: 'port-25-believes-any-local-sender',
    clause: 'icewarp.submission.port25-unknown-local-sender',
    seam: 'submission.checks-port-25',
    replace: () => () => false,
  }),
  saboteur({
    id: 'port-25-always-looks-up-senders',
    clause: 'icewarp.submission.port25-unknown-local-sender',
    seam: 'submission.checks-port-25',
    replace:
      () =>
      ({ port }) =>
        port === 25,
  }),
  saboteur({
    id: 'bypass-stops-at-587',
    clause: 'icewarp.submission.port25-bypass-lifts',
    seam: 'submission.bypasses',
    replace: (bypasses) => (bypass, facts, policy) => facts.port !== 25 && bypasses(bypass, facts, policy),
  }),
  saboteur({
    id: 'port-25-is-bypassed-without-a-file',
    clause: 'icewarp.submission.port25-bypass-lifts',
    seam: 'submission.bypasses',
    replace: (bypasses) => (bypass, facts, policy) => facts.port === 25 || bypasses(bypass, facts, policy),
  }),
  saboteur({
    id: 'submission-is-always-587',
    clause: 'icewarp.submission.second-basic-port',
    seam: 'submission.applies',
    replace:
      () =>
      ({ port }, policy) =>
        policy.submission.enabled && port === 587,
  }),
  saboteur({
    id: 'second-basic-port-as-it-was-at-start',
    clause: 'icewarp.submission.second-basic-port',
    seam: 'submission.applies',
    replace: () => {
      let first: number | undefined
      return ({ port }, policy) => policy.submission.enabled && port === (first ??= policy.submission.port)
    },
  }),
  saboteur({
    id: 'submission-under-own-address-only',
    clause: 'icewarp.submission.existing-local-sender-permitted',
    seam: 'submission.knows-sender',
    replace:
      (knows) =>
      ({ reversePath, account, ...facts }, policy) =>
        knows({ ...facts, reversePath }, policy) &&
        (account === undefined ||
          reversePath === null ||
          account === `${reversePath.localPart}@${reversePath.domain}`),
  }),
  saboteur({
    id: 'submission-believes-any-local-sender',
    clause: 'icewarp.submission.unknown-local-sender-rejected',
    seam: 'submission.knows-sender',
    replace: () => () => true,
  }),
  saboteur({
    id: 'submission-believes-trusted-addresses',
    clause: 'icewarp.submission.unknown-local-sender-rejected',
    seam: 'submission.knows-sender',
    replace: (knows) => (facts, policy) =>
      knows(facts, policy) || policy.relay.trusted.contains(facts.address),
  }),
  saboteur({
    id: 'submission-lets-unknown-senders-pass',
    clause: 'icewarp.submission.unknown-local-sender-rejected',
    seam: 'submission.applies',
    replace: () => () => false,
  }),
  saboteur({
    id: 'own-senders-only-after-auth',
    clause: 'icewarp.submission.foreign-sender-after-auth',
    seam: 'submission.knows-sender',
    replace: (knows) => (facts, policy) =>
      knows(facts, policy) &&
      (facts.reversePath === null || policy.domains.local.has(facts.reversePath.domain)),
  }),
  saboteur({
    id: 'submission-by-tool-switched-already',
    clause: 'icewarp.submission.enable-by-api',
    seam: 'submission.applies',
    replace: () => (facts, policy) => facts.port === policy.submission.port,
  }),
  saboteur({
    id: 'submission-by-tool-switched-never',
    clause: 'icewarp.submission.enable-by-api',
    seam: 'submission.applies',
    replace: () => () => false,
  }),
  saboteur({
    id: 'submission-by-tool-switched-for-good',
    clause: 'icewarp.submission.enable-by-api',
    seam: 'submission.applies',
    replace: (applies) => {
      let once = false
      return (facts, policy) => (once ||= applies(facts, policy))
    },
  }),
]
