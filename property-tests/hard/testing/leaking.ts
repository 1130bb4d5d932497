import { openSync } from 'node:fs'
import { openSmallServer } from './small-server.ts'

await openSmallServer({ onConnection: () => void openSync('/dev/null', 'r') })
