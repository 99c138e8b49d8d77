import 'server-only'

export { serveTools } from './data/serve.ts'
