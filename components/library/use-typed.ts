'use client'

import { useEffect, useRef, useState } from 'react'

/** What is asked for while one types. */
const waitMs = 150

/**
 * A text while it is being typed: told a moment after the last key, and following `value` where that changes elsewhere,
 * by the back button for instance.
 */
export function useTyped(value: string, onChange: (value: string) => void): [string, (text: string) => void] {
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

  function type(next: string): void {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      told.current = next
      tell.current(next)
    }, waitMs)
  }
  return [text, type]
}
