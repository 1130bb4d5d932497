import { openSmallServer } from './small-server.ts'

await openSmallServer({ ignoresSigterm: true })
