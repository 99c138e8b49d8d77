import type { ClassValue } from 'clsx'
import { clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

/** The sizes of app/globals.css, which would else be taken for colours. */
const sizes = ['hint', 'small', 'base', 'prompt', 'touch', 'title', 'display']

const merge = extendTailwindMerge({ extend: { theme: { text: sizes } } })

/** Class names, of which the later ones win. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes))
