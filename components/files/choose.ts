/** Lets a person choose a file of this device. */
export function chooseFile(accept: string, onFiles: (files: File[]) => void): void {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept })
  input.addEventListener('change', () => onFiles([...(input.files ?? [])]))
  input.click()
}

export const picturesAccepted = 'image/png,image/jpeg,image/webp,image/avif,image/gif'
