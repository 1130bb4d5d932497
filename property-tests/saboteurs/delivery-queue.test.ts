import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('delivery-queue')
