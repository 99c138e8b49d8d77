'use client'

import { useEffect, useRef, useState } from 'react'

/** What is asked for while one types. */
const waitMs = 150

interface Typed {
  text: string
  type: (text: string) => void
  /** What is not told yet, at once: before something else is pressed, which would be a step after it. */
  tellNow: () => void
}

/**
 * A text while it is being typed: told a moment after the last key, and following `value` where that changes elsewhere,
 * by the back button for instance.
 */
export function useTyped(value: string, onChange: (value: string) => void): Typed {
  const [text, setText] = useState(value)
  const told = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (value === told.current) return
    clearTimeout(timer.current)
    told.current = value
    setText(value)
  }, [value])

  function say(next: string): void {
    clearTimeout(timer.current)
    if (next === told.current) return
    told.current = next
    tell.current(next)
  }
  function type(next: string): void {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => say(next), waitMs)
  }
  return { text, type, tellNow: () => say(text) }
}
