import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // For `npm run bench:web`, which says what each script is made of.
  productionBrowserSourceMaps: process.env['SOURCE_MAPS'] === '1',
  // Pictures come from our own routes, in sizes of our own: /_next/image would fetch what a user names.
  images: { unoptimized: true },
  // Types are checked by `npm test`, tests included; a start should not take the time again.
  typescript: { ignoreBuildErrors: true },
  // Else every page and route is loaded and compiled at the start, and stays, asked for or not.
  experimental: { preloadEntriesOnStart: false },
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pglite-prisma-adapter',
    'pg-boss',
    'sharp',
    '@node-rs/argon2',
    'pino',
    'undici',
    'google-auth-library',
  ],
}

export default config
