#!/usr/bin/env node
// Plain JS that any Node can read: refuses a Node that cannot run TypeScript, then hands over.
import './node-version.mjs'

const { main } = await import('../scenarios/cli.ts')
process.exitCode = await main(process.argv.slice(2))
