import { testStoriesOf } from './told.ts'

await testStoriesOf('access-control')
