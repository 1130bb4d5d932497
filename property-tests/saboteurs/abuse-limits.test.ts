import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('abuse-limits')
