'use client'

import { useState } from 'react'
import type { Theme } from './theme.ts'
import { themeCookie, toTheme } from './theme.ts'

const yearSeconds = 365 * 24 * 60 * 60

function currentTheme(): Theme {
  return typeof document === 'undefined' ? 'system' : toTheme(document.documentElement.dataset['theme'])
}

/** The theme of this browser, and how to change it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(currentTheme)
  return [
    theme,
    (next) => {
      setTheme(next)
      if (next === 'system') delete document.documentElement.dataset['theme']
      else document.documentElement.dataset['theme'] = next
      document.cookie = `${themeCookie}=${next}; path=/; max-age=${yearSeconds}; samesite=lax`
    },
  ]
}
