import { openServer } from './server.ts'

// A process of its own with one port, for the test that takes its descriptors away. It prints the port.

const server = await openServer({ services: ['mx'] })
console.info(String(server.port('mx')))
