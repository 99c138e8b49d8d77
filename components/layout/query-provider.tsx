'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { mayPass } from '#lib/http.ts'

export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: (count, error) => count < 3 && mayPass(error) } },
      }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
