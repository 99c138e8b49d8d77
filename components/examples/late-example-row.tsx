'use client'

import dynamic from 'next/dynamic'

/** The examples of a prompt, loaded beside it. */
export const LateExampleRow = dynamic(async () => (await import('./example-row.tsx')).ExampleRow)
