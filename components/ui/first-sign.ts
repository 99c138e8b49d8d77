const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const

/**
 * Waits until somebody is there (a hand moves, a key is pressed, something has the focus) and the page is idle, and
 * runs once. What is returned takes it back. What only a person needs does not slow down how a page comes.
 */
export function onFirstSign(run: () => void): () => void {
  let isGone = false
  function forget(): void {
    for (const sign of signs) window.removeEventListener(sign, onSign)
  }
  function onSign(): void {
    forget()
    // Safari has no idle callback.
    const wait = 'requestIdleCallback' in window ? window.requestIdleCallback : setTimeout
    wait(() => {
      if (!isGone) run()
    })
  }
  for (const sign of signs) window.addEventListener(sign, onSign, { passive: true })
  // It had the focus before the page was alive.
  if (document.activeElement !== document.body) onSign()
  return () => {
    isGone = true
    forget()
  }
}
