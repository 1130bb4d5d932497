import { testBundles } from './testing.ts'

await testBundles([3, 4, 5])
