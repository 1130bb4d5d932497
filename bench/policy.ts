import type { ServerOptions } from '#reference-server'

/** Who gets the mail of the benchmarks. */
export const recipient = 'alice@local.test'

/** A policy with every kind of rule at work: an address group, AUTH, POP before SMTP, accounts and a domain. */
export const policyOn: Pick<ServerOptions, 'profile' | 'policy'> = {
  profile: 'kerio',
  policy: {
    server: { hostname: 'mx.local.test' },
    domains: { local: ['local.test'] },
    accounts: { [recipient]: { password: 'of the benchmarks' } },
    ipGroups: { office: ['192.0.2.0/24', '198.51.100.7'] },
    relay: { mode: 'restricted', trusted: ['group:office'], acceptSmtpAuth: true },
    popBeforeSmtp: { enabled: true, window: '30m' },
  },
}
