import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // Types are checked by `npm test`, tests included; a start should not take the time again.
  typescript: { ignoreBuildErrors: true },
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
