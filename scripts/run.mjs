// What `npm start`, `npm test` and their like begin with: plain JavaScript, for any Node from 18 on and an empty
// clone. Installs what the lock file asks for, changes to the project's own Node, and runs scripts/<name>.ts.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [name = '', ...rest] = process.argv.slice(2)
process.chdir(root)

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

function install() {
  const wanted = createHash('sha256')
    .update(readFileSync('package.json'))
    .update(readFileSync('package-lock.json'))
    .digest('hex')
  const stamp = join('node_modules', '.installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Installing what package-lock.json asks for …')
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  // `npm ci` refuses a lock file that lacks other platforms' optional packages, which not every registry has.
  // What builds the pages is a development dependency, also where NODE_ENV says production.
  const flags = ['install', '--include=dev', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  // Prisma would download an engine from its maker's own host; none is needed here.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
  const { status } = spawnSync(command, [...first, ...flags], { stdio: ['ignore', 2, 2], env })
  if (status !== 0) fail('The installation failed. Is the npm registry reachable? Mend that and try again.')
  writeFileSync(stamp, wanted)
}

function runWith(node) {
  const child = spawn(node, [...process.execArgv, fileURLToPath(import.meta.url), name, ...rest], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

if (!/^[a-z-]+$/.test(name)) fail('Say which script to run: node scripts/run.mjs <name>.')
install()

const ownNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
if (Number(process.versions.node.split('.')[0]) >= 24) {
  process.argv.splice(1, 2, join(root, 'scripts', `${name}.ts`))
  await import(pathToFileURL(join(root, 'scripts', 'prepare.ts')).href)
  await import(pathToFileURL(join(root, 'scripts', `${name}.ts`)).href)
} else if (existsSync(ownNode)) {
  runWith(ownNode)
} else {
  fail(
    `Atelier needs Node 24, and the registry has none for ${process.platform}-${process.arch}. Install Node 24 or newer.`,
  )
}
