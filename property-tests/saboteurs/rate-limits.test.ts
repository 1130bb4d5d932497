import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('rate-limits')
