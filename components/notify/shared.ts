import { z } from 'zod'

// What all tabs of a browser know together.

export const endedSchema = z.object({
  /** The same end, in whichever tab it is heard. */
  key: z.string(),
  text: z.string(),
  /** Where one sees it. */
  path: z.string(),
})

export type Ended = z.infer<typeof endedSchema>

const toldKey = 'atelier.told'
const unseenKey = 'atelier.unseen'

/** As many as one browser hears of in a while. */
const remembered = 100

/** One tab at a time. Where there are no locks (plain http in a network) a step is short enough to go without. */
function alone<T>(step: () => T): Promise<T> {
  // The types promise `locks`; an insecure page has none.
  return 'locks' in navigator
    ? navigator.locks.request(toldKey, () => Promise.resolve(step()))
    : Promise.resolve(step())
}

function read<T>(key: string, schema: z.ZodType<T[]>): T[] {
  try {
    return schema.safeParse(JSON.parse(localStorage.getItem(key) ?? '[]')).data ?? []
  } catch {
    return []
  }
}

function write(key: string, values: readonly unknown[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(values.slice(-remembered)))
  } catch {
    // A full or forbidden storage: at worst two tabs say the same.
  }
}

/** True for the first tab that asks to tell of an end, and for no other. */
export const claim = (key: string): Promise<boolean> =>
  alone(() => {
    const told = read(toldKey, z.array(z.string()))
    if (told.includes(key)) return false
    write(toldKey, [...told, key])
    return true
  })

/** Keeps an end for the tab that is looked at next. */
export const keepUnseen = (ended: Ended): Promise<void> =>
  alone(() => write(unseenKey, [...read(unseenKey, z.array(endedSchema)), ended]))

/** What ended while no tab was looked at, for the one that asks. */
export const takeUnseen = (): Promise<Ended[]> =>
  alone(() => {
    const unseen = read(unseenKey, z.array(endedSchema))
    write(unseenKey, [])
    return unseen
  })
