// Plain JS that any Node can read: says so, and stops, when the running Node cannot run this project.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `mailspec needs Node 22.19 or newer, this is ${process.versions.node}: run "npx -y pnpm@12 install" first, it brings Node 24.`,
  )
  process.exit(3)
}
