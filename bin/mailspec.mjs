#!/usr/bin/env node
// Plain JS that any Node can read: refuses a Node that cannot run TypeScript, then hands over.
import { fileURLToPath } from 'node:url'
import './node-version.mjs'

// What has been compiled once is kept: the next command starts in half the time.
const { enableCompileCache } = await import('node:module')
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/mailspec', import.meta.url)))

const { endsAtCtrlC } = await import('../scenarios/cli/interrupt.ts')
endsAtCtrlC()
const { main } = await import('../scenarios/cli.ts')
const code = await main(process.argv.slice(2))
// A story that was left where it stood may still wait for something: the process does not, once all is said.
await Promise.all([process.stdout, process.stderr].map((out) => new Promise((said) => out.write('', said))))
process.exit(code)
