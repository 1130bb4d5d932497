import { testSaboteursOf } from './noticed.ts'

await testSaboteursOf('access-control')
