import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('icewarp')
