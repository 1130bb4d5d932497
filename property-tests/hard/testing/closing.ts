import { openSmallServer } from './small-server.ts'

await openSmallServer({ onHello: (closesPorts) => closesPorts() })
