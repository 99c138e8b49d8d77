'use client'

import './globals.css'

export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
        <title>Atelier</title>
        <h1 className="text-title">Atelier cannot show this page</h1>
        <p className="text-ink-2">It was logged. Nothing that was paid for is lost.</p>
        <button type="button" className="h-9 rounded-control bg-button px-4 text-button-ink" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  )
}
