import { testStoriesOf } from './told.ts'

await testStoriesOf('relay')
