import { EditorView } from '@codemirror/view'

/** The editor in the hand of the rest: type from around it, colours from the tokens. */
export const look = EditorView.theme({
  '&': { flex: '1 1 auto', minHeight: '0', background: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', lineHeight: 'inherit', overflow: 'auto' },
  '.cm-content': { minHeight: 'var(--field-height)', padding: '0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-variable': {
    padding: '1px 4px',
    borderRadius: '4px',
    background: 'var(--accent-soft)',
    color: 'var(--accent)',
    fontWeight: '600',
  },
  '.cm-alternatives, .cm-list': { color: 'var(--accent)' },
  '.cm-unknown': { color: 'var(--ink-2)', textDecoration: 'underline dotted' },
  '.cm-comment': { color: 'var(--ink-3)', fontStyle: 'italic' },
  '.cm-tooltip': {
    overflow: 'hidden',
    border: '1px solid var(--line)',
    borderRadius: '10px',
    background: 'var(--raised)',
    color: 'var(--ink)',
    boxShadow: '0 8px 28px var(--shadow-color)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { padding: '4px', font: 'inherit', maxHeight: '240px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', borderRadius: '7px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--sunk)', color: 'var(--ink)' },
  '.cm-completionMatchedText': { color: 'var(--accent)', textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': { marginLeft: '10px', color: 'var(--ink-3)', fontStyle: 'normal' },
})
