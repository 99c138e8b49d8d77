import { orSayWhy } from './say-why.ts'

await orSayWhy(async () => {
  const { serve } = await import('./server.ts')
  await serve({ dev: true })
})
