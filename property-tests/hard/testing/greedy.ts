import { openSmallServer } from './small-server.ts'

const kept: Buffer[] = []
await openSmallServer({ onHello: () => void kept.push(Buffer.alloc(400 * 2 ** 20, 1)) })
