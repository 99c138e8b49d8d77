/** Puts text on the clipboard; false where the browser does not let it. Works on plain http, which has no clipboard API. */
export async function copyText(text: string): Promise<boolean> {
  // The types promise a clipboard; an insecure page has none.
  if ('clipboard' in navigator) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
  }
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  // The only way that is left there; it will not go away while such pages exist.
  // oxlint-disable-next-line typescript/no-deprecated
  const isDone = document.execCommand('copy')
  field.remove()
  return isDone
}
