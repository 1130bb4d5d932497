import { testStoriesOf } from './told.ts'

await testStoriesOf('recipient-checks')
