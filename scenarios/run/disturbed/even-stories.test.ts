import { testDisturbed } from './testing.ts'

await testDisturbed(0)
