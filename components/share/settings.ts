import type { Share, Switches } from '#lib/shares/schema/share.ts'

/** What is chosen of a link, as it stands in the form. */
export interface Settings {
  title: string
  note: string
  switches: Switches
  /** Days from now, null for never; 'keep' where it stays as it is. */
  ends: number | null | 'keep'
  /** Empty for none, or for the one that there is. */
  password: string
  /** The one that there is goes. */
  dropsPassword: boolean
}

export const firstSettings = (title: string): Settings => ({
  title,
  note: '',
  switches: {
    showPrompts: false,
    showParameters: false,
    allowDownload: false,
    allowRemix: false,
    showStars: false,
    showNames: false,
  },
  ends: 30,
  password: '',
  dropsPassword: false,
})

export const settingsOf = ({ title, note, switches }: Share): Settings => ({
  title,
  note,
  switches,
  ends: 'keep',
  password: '',
  dropsPassword: false,
})

export const switchWords: readonly { name: keyof Switches; label: string; group: 'shows' | 'allows' }[] = [
  { name: 'showPrompts', label: 'Prompts', group: 'shows' },
  { name: 'showParameters', label: 'Model and parameters', group: 'shows' },
  { name: 'showStars', label: 'My stars', group: 'shows' },
  { name: 'showNames', label: 'Names of who made what', group: 'shows' },
  { name: 'allowDownload', label: 'Download the pictures', group: 'allows' },
  {
    name: 'allowRemix',
    label: 'Remix: take prompt and parameters into their own playground',
    group: 'allows',
  },
]

/** Remixing needs prompts and parameters: it goes with them, and they come with it. */
export function withSwitch(switches: Switches, name: keyof Switches, isOn: boolean): Switches {
  const next = { ...switches, [name]: isOn }
  if (name === 'allowRemix' && isOn) return { ...next, showPrompts: true, showParameters: true }
  return next.showPrompts && next.showParameters ? next : { ...next, allowRemix: false }
}

export const endings: readonly { days: number | null; label: string }[] = [
  { days: 1, label: 'In a day' },
  { days: 7, label: 'In a week' },
  { days: 30, label: 'In 30 days' },
  { days: 90, label: 'In 90 days' },
  { days: 365, label: 'In a year' },
  { days: null, label: 'Never' },
]
