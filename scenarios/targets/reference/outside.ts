import type { Zones } from '#reference-server'
import type { Sink } from '#peers'

// The world outside the server, as far as the stage has one.

const foreignDomains = ['remote.test', 'elsewhere.test']
const sinkName = 'sink.remote.test'
/** Where the sink is found: as MX of the foreign domains, and as the host of a gateway domain. */
const sinkAddress = '198.18.0.25'
const gatewayAddress = '192.0.2.60'

/** What the name servers know: the foreign domains, all of which have the sink as their MX. */
export const stageZones: Zones = {
  ...Object.fromEntries(
    foreignDomains.map((domain) => [domain, { MX: [{ preference: 10, host: sinkName }] }]),
  ),
  [sinkName]: { A: [sinkAddress] },
}

/** The stage has one place mail can leave to; whatever else is dialled is nobody's. */
export const dialed = ({ host, port }: { host: string; port: number }, sink: Sink | undefined) =>
  sink && port === 25 && [sinkAddress, gatewayAddress].includes(host)
    ? { host: sink.host, port: sink.port }
    : { host: '127.255.255.254', port: 9 }
