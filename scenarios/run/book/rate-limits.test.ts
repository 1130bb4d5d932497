import { testStoriesOf } from './told.ts'

await testStoriesOf('rate-limits')
