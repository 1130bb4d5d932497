import { saboteur, type Saboteur } from './saboteur.ts'

/** Faults in the bypass of the submission port: what it frees, where its file stands, how it is read. */
export const icewarpBypassSaboteurs: readonly Saboteur[] = [
  saboteur({
    id: 'bypass-frees-nobody',
    clause: 'icewarp.submission.bypass-local-sender',
    seam: 'submission.bypasses',
    replace: () => () => false,
  }),
  saboteur({
    id: 'bypass-for-one-domain',
    clause: 'icewarp.submission.bypass-local-sender',
    seam: 'submission.bypasses',
    replace: (bypasses) => (bypass, facts, policy) =>
      bypasses(bypass, facts, policy) && facts.reversePath?.domain === 'local.test',
  }),
  saboteur({
    id: 'bypass-lets-relay',
    clause: 'icewarp.submission.bypass-local-sender',
    seam: 'relay.suffices',
    replace: () => () => true,
  }),
  saboteur({
    id: 'bypass-frees-everybody',
    clause: 'icewarp.submission.bypass-not-for-foreign-sender',
    seam: 'submission.bypasses',
    replace: () => (bypass) => bypass.localSenders,
  }),
  saboteur({
    id: 'bypass-frees-domains-below',
    clause: 'icewarp.submission.bypass-not-for-foreign-sender',
    seam: 'submission.bypasses',
    replace: (bypasses) => (bypass, facts, policy) =>
      bypasses(bypass, facts, policy) ||
      (bypass.localSenders && facts.reversePath?.domain.endsWith('.local.test') === true),
  }),
  saboteur({
    id: 'bypass-frees-the-null-sender',
    clause: 'icewarp.submission.bypass-not-for-foreign-sender',
    seam: 'submission.bypasses',
    replace: (bypasses) => (bypass, facts, policy) =>
      bypasses(bypass, facts, policy) || (bypass.localSenders && facts.reversePath === null),
  }),
  saboteur({
    id: 'bypass-frees-the-session',
    clause: 'icewarp.submission.bypass-not-for-foreign-sender',
    seam: 'submission.bypasses',
    replace: (bypasses) => {
      let once = false
      return (...asked) => (once ||= bypasses(...asked))
    },
  }),
  saboteur({
    id: 'bypass-for-accounts-only',
    clause: 'icewarp.submission.bypass-lifts-unknown-sender',
    seam: 'submission.bypasses',
    replace: (bypasses) => (bypass, facts, policy) =>
      bypasses(bypass, facts, policy) &&
      policy.accounts.has(`${facts.reversePath?.localPart}@${facts.reversePath?.domain}`),
  }),
  saboteur({
    id: 'bypass-switches-local-check-off',
    clause: 'icewarp.submission.bypass-combines-with-local-check',
    seam: 'sender.needs-authorization',
    replace: () => () => false,
  }),
  saboteur({
    id: 'bypass-never-outdoes-local-check',
    clause: 'icewarp.submission.bypass-combines-with-local-check',
    seam: 'submission.bypasses',
    replace: () => () => false,
  }),
  saboteur({
    id: 'bypass-file-in-the-root',
    clause: 'icewarp.submission.bypass-file-place',
    seam: 'bypass-file.place',
    replace: () => () => 'submissionbypass.dat',
  }),
  saboteur({
    id: 'bypass-file-among-the-mail',
    clause: 'icewarp.submission.bypass-file-place',
    seam: 'bypass-file.place',
    replace: () => () => 'Mail/submissionbypass.dat',
  }),
  saboteur({
    id: 'bypass-outlives-its-file',
    clause: 'icewarp.submission.bypass-file-place',
    seam: 'submission.bypasses',
    replace: (bypasses) => {
      let once = false
      return ({ localSenders }, facts, policy) =>
        bypasses({ localSenders: (once ||= localSenders) }, facts, policy)
    },
  }),
  saboteur({
    id: 'bypass-by-any-line',
    clause: 'icewarp.submission.bypass-file-syntax',
    seam: 'bypass-file.means-local-senders',
    replace: () => () => true,
  }),
  saboteur({
    id: 'bypass-by-the-end-of-a-line',
    clause: 'icewarp.submission.bypass-file-syntax',
    seam: 'bypass-file.means-local-senders',
    replace: () => (line) => line.endsWith('l:'),
  }),
  saboteur({
    id: 'bypass-by-no-line',
    clause: 'icewarp.submission.bypass-file-syntax',
    seam: 'bypass-file.means-local-senders',
    replace: () => () => false,
  }),
  saboteur({
    id: 'bypass-by-an-empty-file',
    clause: 'icewarp.submission.bypass-file-syntax',
    seam: 'submission.bypasses',
    replace: (bypasses) => (_, facts, policy) => bypasses({ localSenders: true }, facts, policy),
  }),
]
