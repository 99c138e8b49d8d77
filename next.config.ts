import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pglite-prisma-adapter',
    'pg-boss',
    'sharp',
    '@node-rs/argon2',
    'pino',
    'undici',
  ],
}

export default config
