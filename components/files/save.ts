/** Gives a file to whoever keeps files here. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/**
 * Sends a form whose answer the browser keeps as a file, however large: this page stays, and none of it is held in
 * memory. `onRefused` when a page comes instead of a file.
 */
export function postForFile(action: string, field: string, value: string, onRefused: () => void): void {
  const frame = Object.assign(document.createElement('iframe'), { name: `file-${Date.now()}`, hidden: true })
  document.body.append(frame)
  frame.addEventListener('load', () => {
    frame.remove()
    onRefused()
  })
  const form = Object.assign(document.createElement('form'), { method: 'post', action, target: frame.name })
  const input = Object.assign(document.createElement('input'), { type: 'hidden', name: field, value })
  form.append(input)
  document.body.append(form)
  form.submit()
  form.remove()
}
