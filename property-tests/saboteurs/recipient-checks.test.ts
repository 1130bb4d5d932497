import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('recipient-checks')
