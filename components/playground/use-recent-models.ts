'use client'

import { useState } from 'react'

const key = 'atelier.recent-models'
const most = 3

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
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
      const next = [modelId, ...recent.filter((id) => id !== modelId)].slice(0, most)
      setRecent(next)
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // A full or forbidden storage costs the order, and nothing else.
      }
    },
  ]
}
