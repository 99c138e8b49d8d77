const colours = [
  ['bg', 'bg-bg'],
  ['surface', 'bg-surface'],
  ['raised', 'bg-raised'],
  ['sunk', 'bg-sunk'],
  ['line', 'bg-line'],
  ['edge', 'bg-edge'],
  ['ink', 'bg-ink'],
  ['ink-2', 'bg-ink-2'],
  ['ink-3', 'bg-ink-3'],
  ['accent', 'bg-accent'],
  ['accent-soft', 'bg-accent-soft'],
  ['danger', 'bg-danger'],
  ['warn', 'bg-warn'],
  ['ok', 'bg-ok'],
  ['button', 'bg-button'],
] as const

/** The tokens of app/globals.css. */
export function Colours() {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(110px,1fr))] gap-3">
      {colours.map(([name, className]) => (
        <li key={name} className="text-hint text-ink-2">
          <span className={`mb-1 block h-12 rounded-control border border-line ${className}`} />
          {name}
        </li>
      ))}
    </ul>
  )
}

const sizes = [
  ['display', 'text-display'],
  ['title', 'text-title'],
  ['touch', 'text-touch'],
  ['prompt', 'text-prompt'],
  ['base', 'text-base'],
  ['small', 'text-small'],
  ['hint', 'text-hint'],
] as const

export function Type() {
  return (
    <dl className="grid grid-cols-[80px_1fr] items-baseline gap-y-2">
      {sizes.map(([name, className]) => (
        <div key={name} className="contents">
          <dt className="text-hint text-ink-3">{name}</dt>
          <dd className={className}>Every picture says how it was made, and what it cost: $0.12 · 4.8 s</dd>
        </div>
      ))}
      <dt className="text-hint text-ink-3">mono</dt>
      <dd className="font-mono text-hint">req_01a204c8f79f7512884cff74afa189af</dd>
    </dl>
  )
}
