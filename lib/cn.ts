import type { ClassValue } from 'clsx'
import { clsx } from 'clsx'
import { twMerge } from 'tailwind-merge'

/** Class names, the later ones winning over the earlier. */
export const cn = (...classes: ClassValue[]) => twMerge(clsx(classes))
