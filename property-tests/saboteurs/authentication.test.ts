import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('authentication')
