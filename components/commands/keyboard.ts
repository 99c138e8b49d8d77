/** Every key that does something, for the map; what each part listens to stands with the part. */
export const keyboardMap = [
  {
    where: 'Anywhere',
    keys: [
      ['⌘ K', 'Search or run'],
      ['?', 'This map'],
      ['Esc', 'Close what is open'],
    ],
  },
  {
    where: 'In the prompt',
    keys: [
      ['⌘ ↵', 'Generate'],
      ['Alt ↑', 'The prompt before'],
      ['Alt ↓', 'The prompt after'],
      ['/', 'A prompt of the library, by its name'],
    ],
  },
  {
    where: 'In the gallery',
    keys: [
      ['← → ↑ ↓', 'Go to a picture'],
      ['Home End', 'The newest, the oldest'],
      ['↵', 'Look at it closely'],
      ['.', 'Favourite'],
      ['1 … 5, 0', 'Rate, or no longer'],
      ['X', 'Reject'],
      ['Space', 'Select; with Shift and a click up to there'],
      ['⌘ A', 'Select all that match'],
      ['Delete', 'Move to the trash'],
    ],
  },
  {
    where: 'In the library',
    keys: [
      ['/', 'Search'],
      ['Alt ← →', 'Move an example to another place'],
    ],
  },
  {
    where: 'Looking at a picture',
    keys: [
      ['← →', 'Before, next'],
      ['+ −', 'Zoom; Shift and arrows to move'],
      ['I', 'Information'],
      ['C', 'Compare: this one, then another'],
      ['.', 'Favourite'],
      ['1 … 5, 0', 'Rate, or no longer'],
      ['X', 'Reject'],
      ['Delete', 'Move to the trash'],
    ],
  },
  {
    where: 'Comparing',
    keys: [
      ['1 2 3 4', 'Slider, side by side, fade, difference'],
      ['← →', 'Move the divider'],
      ['+ − 0', 'Zoom; Shift and arrows to move'],
      ['X', 'Swap'],
    ],
  },
] as const

/** Where letters are letters, keys of the page do nothing. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
