import { oneOf, type Random } from './random.ts'

export type Colour = readonly [red: number, green: number, blue: number]

export interface Palette {
  readonly skyTop: Colour
  readonly skyBottom: Colour
  readonly disc: Colour
  /** From the farthest to the nearest. */
  readonly hills: readonly [Colour, Colour, Colour, Colour]
  /** How strongly the disc lights the sky around it; a disc darker than its sky lights nothing. */
  readonly glow: number
  readonly stars: boolean
}

interface NamedPalette {
  /** A prompt with one of these words is drawn in this palette. */
  readonly words: readonly string[]
  readonly colours: readonly [top: string, bottom: string, disc: string, hills: readonly string[]]
  readonly glow: number
  readonly stars?: boolean
}

const PALETTES: readonly [NamedPalette, ...NamedPalette[]] = [
  {
    words: ['sunset', 'autumn', 'amber', 'fire', 'orange'],
    colours: ['#74474d', '#f0854f', '#f8c67d', ['#b8684c', '#8d4d48', '#5c3841', '#31202d']],
    glow: 0.3,
  },
  {
    words: ['desert', 'sand', 'dune', 'bakery', 'bread', 'gold', 'summer'],
    colours: ['#ecd3aa', '#d68f57', '#8a4433', ['#dfab7b', '#e5c197', '#eed7b3', '#f6e8cd']],
    glow: 0,
  },
  {
    words: ['rose', 'pink', 'flower', 'blossom', 'spring', 'portrait'],
    colours: ['#f3e3d6', '#e0918d', '#84a07e', ['#bf8581', '#957570', '#726762', '#504c4b']],
    glow: 0,
  },
  {
    words: ['dusk', 'evening', 'hotel', 'lobby', 'city', 'street'],
    colours: ['#232d55', '#e37f4f', '#f5c77f', ['#8d5650', '#5e3d4b', '#3a2539', '#1f1525']],
    glow: 0.32,
  },
  {
    words: ['forest', 'garden', 'green', 'jungle', 'moss', 'tree'],
    colours: ['#22392a', '#658744', '#cad693', ['#4d6d3a', '#395530', '#283f27', '#172818']],
    glow: 0.26,
  },
  {
    words: ['sea', 'ocean', 'harbour', 'harbor', 'lake', 'water', 'river', 'rain'],
    colours: ['#184757', '#4aa3a6', '#d5e8de', ['#3d8087', '#306772', '#254e5a', '#183642']],
    glow: 0.3,
  },
  {
    words: ['night', 'star', 'space', 'moon', 'midnight', 'dream'],
    colours: ['#12183a', '#36448f', '#9d8cd6', ['#343d79', '#282f5f', '#1c2247', '#0f122b']],
    glow: 0.3,
    stars: true,
  },
  {
    words: ['snow', 'winter', 'ice', 'mountain', 'mist', 'morning', 'fog'],
    colours: ['#e4edf4', '#a0bdd3', '#57799a', ['#b2c8d9', '#c6d7e4', '#dae6ef', '#edf4f9']],
    glow: 0,
  },
  {
    words: ['coffee', 'wood', 'bronze', 'copper', 'leather', 'food'],
    colours: ['#44301f', '#b06f38', '#edbd75', ['#885632', '#664128', '#472d20', '#2a1b15']],
    glow: 0.3,
  },
  {
    words: ['plum', 'violet', 'purple', 'wine', 'lavender', 'fantasy'],
    colours: ['#33203f', '#b86180', '#f5cdad', ['#8f4b6c', '#6a3758', '#482642', '#28152a']],
    glow: 0.32,
    stars: true,
  },
]

/** The palette a word of the prompt asks for; any of them when none does, or when several do, one of those. */
export function choosePalette(prompt: string, random: Random): Palette {
  const words = new Set(prompt.toLowerCase().match(/[a-z]+/g))
  const [first, ...others] = PALETTES.filter((palette) => palette.words.some((word) => words.has(word)))
  return toPalette(oneOf(random, first === undefined ? PALETTES : [first, ...others]), random)
}

function toPalette({ colours, glow, stars = false }: NamedPalette, random: Random): Palette {
  const [top, bottom, disc, hills] = colours
  // Up to ±5 of 255 per channel and picture: enough that two of a kind are not the same, too little to fall out of tune.
  const drift = [0, 1, 2].map(() => (random() - 0.5) * 10)
  const colour = (hex: string): Colour => {
    const channel = (index: number) =>
      Number.parseInt(hex.slice(1 + index * 2, 3 + index * 2), 16) + (drift[index] ?? 0)
    return [channel(0), channel(1), channel(2)]
  }
  const hill = (index: number) => colour(hills[index] ?? bottom)
  return {
    skyTop: colour(top),
    skyBottom: colour(bottom),
    disc: colour(disc),
    hills: [hill(0), hill(1), hill(2), hill(3)],
    glow,
    stars,
  }
}

/** `share` 0 is `from`, 1 is `to`. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const channel = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share
  return [channel(0), channel(1), channel(2)]
}
