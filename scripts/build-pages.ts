import { buildIfNeeded } from './build.ts'
import { orSayWhy } from './say-why.ts'

await orSayWhy(async () => buildIfNeeded())
