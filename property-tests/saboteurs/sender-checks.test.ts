import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('sender-checks')
