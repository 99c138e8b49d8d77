'use client'

import { useState } from 'react'
import { z } from 'zod'

const key = 'atelier.recent-models'
const kept = 3
const recentSchema = z.array(z.string()).catch([])

function read(): string[] {
  try {
    return recentSchema.parse(JSON.parse(localStorage.getItem(key) ?? '[]'))
  } catch {
    return []
  }
}

/** The models that were chosen last in this browser, the latest first. */
export function useRecentModels(): [readonly string[], (modelId: string) => void] {
  const [recent, setRecent] = useState(read)
  return [
    recent,
    (modelId) => {
      const next = [modelId, ...recent.filter((id) => id !== modelId)].slice(0, kept)
      setRecent(next)
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // A full or forbidden storage costs the order, and nothing else.
      }
    },
  ]
}
