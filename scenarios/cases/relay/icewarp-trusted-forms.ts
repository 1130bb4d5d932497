import { at, outside, scenario } from '#dsl'

export const singleAddress = scenario('relay/trusted-single-address-icewarp', {
  title: 'An entry that is one address trusts that address only, not the ones before and after',
  clauses: ['icewarp.trusted-ips.single-address'],
  profile: 'icewarp',
  policy: { relay: { trusted: ['192.0.2.10', '198.51.100.1'] }, trust: { whitelistTrusted: true } },
  clients: {
    listed: at('192.0.2.10'),
    listedToo: at('198.51.100.1'),
    below: at('192.0.2.9'),
    above: at('192.0.2.11'),
    longer: at('192.0.2.100'),
    shorter: at('192.0.2.1'),
    longerToo: at('198.51.100.10'),
  },
  uses: ['sink'],

  async run({ listed, listedToo, below, above, longer, shorter, longerToo, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await listed.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await listedToo.offers(mail)).isAccepted()
    for (const other of [below, above, longer, shorter, longerToo]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})

export const range = scenario('relay/trusted-range-icewarp', {
  title: 'A range in the last octet trusts both ends and everything between, and nothing else',
  clauses: ['icewarp.trusted-ips.range'],
  profile: 'icewarp',
  policy: {
    relay: { trusted: ['192.168.0.1-50', '192.168.5.7-7'] },
    trust: { whitelistTrusted: true },
  },
  clients: {
    first: at('192.168.0.1'),
    middle: at('192.168.0.25'),
    last: at('192.168.0.50'),
    lonely: at('192.168.5.7'),
    below: at('192.168.0.0'),
    above: at('192.168.0.51'),
    nextNetwork: at('192.168.1.25'),
    beforeLonely: at('192.168.5.6'),
    afterLonely: at('192.168.5.8'),
  },
  uses: ['sink'],

  async run({ first, middle, last, lonely, sink, claim, ...others }) {
    const { below, above, nextNetwork, beforeLonely, afterLonely } = others
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await first.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const member of [middle, last, lonely]) claim(await member.offers(mail)).isAccepted()
    for (const other of [below, above, nextNetwork, beforeLonely, afterLonely]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})

export const cidr = scenario('relay/trusted-cidr-icewarp', {
  title: 'An entry in CIDR notation trusts its whole block, from the first address to the last',
  clauses: ['icewarp.trusted-ips.cidr'],
  profile: 'icewarp',
  policy: {
    relay: { trusted: ['192.0.2.16/28', '198.51.100.8/32'] },
    trust: { whitelistTrusted: true },
  },
  clients: {
    first: at('192.0.2.16'),
    middle: at('192.0.2.24'),
    last: at('192.0.2.31'),
    single: at('198.51.100.8'),
    below: at('192.0.2.15'),
    above: at('192.0.2.32'),
    beforeSingle: at('198.51.100.7'),
    afterSingle: at('198.51.100.9'),
  },
  uses: ['sink'],

  async run({ first, middle, last, single, below, above, beforeSingle, afterSingle, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await first.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const member of [middle, last, single]) claim(await member.offers(mail)).isAccepted()
    for (const other of [below, above, beforeSingle, afterSingle]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})

export const mask = scenario('relay/trusted-mask-icewarp', {
  title: 'A mask with * trusts every address whose other octets agree',
  clauses: ['icewarp.trusted-ips.mask'],
  profile: 'icewarp',
  policy: {
    relay: { trusted: ['192.168.7.*', '172.16.*.*'] },
    trust: { whitelistTrusted: true },
  },
  clients: {
    first: at('192.168.7.0'),
    middle: at('192.168.7.200'),
    last: at('192.168.7.255'),
    wide: at('172.16.99.1'),
    below: at('192.168.6.255'),
    above: at('192.168.8.0'),
    aboveToo: at('192.168.8.1'),
    otherWide: at('172.17.99.1'),
    stranger: outside,
  },
  uses: ['sink'],

  async run({ first, middle, last, wide, below, above, aboveToo, otherWide, stranger, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    claim(await first.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    for (const member of [middle, last, wide]) claim(await member.offers(mail)).isAccepted()
    for (const other of [below, above, aboveToo, otherWide, stranger]) {
      claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
    }
  },
})

export const hostName = scenario('relay/trusted-host-name-icewarp', {
  title: 'A host name trusts its current addresses, not a client that merely claims the name',
  clauses: ['icewarp.trusted-ips.host-name'],
  profile: 'icewarp',
  policy: { relay: { trusted: ['trusted-host.test'] }, trust: { whitelistTrusted: true } },
  clients: { old: at('192.0.2.20'), fresh: at('192.0.2.21'), pretender: at('198.51.100.20') },
  uses: ['dns', 'sink'],

  async run({ old, fresh, pretender, dns, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    await dns.answers('trusted-host.test', { A: ['192.0.2.20'] })
    await dns.answers('198.51.100.20', { PTR: ['trusted-host.test'] })
    claim(await old.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await fresh.offers(mail)).isRefused({ by: 'RCPT' })
    claim(await pretender.offers(mail, { helo: 'trusted-host.test' })).isRefused({ by: 'RCPT' })

    // The name moves, then it has both addresses.
    await dns.answers('trusted-host.test', { A: ['192.0.2.21'] })
    claim(await fresh.offers(mail)).isAccepted()
    claim(await old.offers(mail)).isRefused({ by: 'RCPT' })
    await dns.answers('trusted-host.test', { A: ['192.0.2.20', '192.0.2.21'] })
    for (const host of [old, fresh]) claim(await host.offers(mail)).isAccepted()
    claim(await pretender.offers(mail)).isRefused({ by: 'RCPT' })
  },
})

export const hostNameOverIpv6 = scenario('relay/trusted-host-name-over-ipv6-icewarp', {
  title: 'A host name trusts its IPv6 addresses as well as its IPv4 ones, and no others',
  clauses: ['icewarp.trusted-ips.host-name'],
  profile: 'icewarp',
  policy: { relay: { trusted: ['trusted-host.test'] }, trust: { whitelistTrusted: true } },
  clients: { host: at('2001:db8::7'), neighbour: at('2001:db8::8'), old: at('192.0.2.20') },
  uses: ['dns', 'sink'],

  async run({ host, neighbour, old, dns, sink, claim }) {
    const mail = { from: 'office@local.test', to: 'carol@remote.test' }
    await dns.answers('trusted-host.test', { A: ['192.0.2.20'], AAAA: ['2001:db8::7'] })
    claim(await host.sends(mail)).isAccepted()
    claim(await sink.receives(mail)).once()
    claim(await old.offers(mail)).isAccepted()
    claim(await neighbour.offers(mail)).isRefused({ by: 'RCPT' })

    await dns.answers('trusted-host.test', { AAAA: ['2001:db8::8'] })
    claim(await neighbour.offers(mail)).isAccepted()
    for (const other of [host, old]) claim(await other.offers(mail)).isRefused({ by: 'RCPT' })
  },
})
