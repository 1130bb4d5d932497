import { openSmallServer } from './small-server.ts'

await openSmallServer({
  onHello: () => {
    throw new Error('nobody expected this')
  },
})
