'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { Input, Select } from '#components/ui/input.tsx'
import type { CatalogueQuestion } from '#lib/model-pages/schema.ts'
import { modeName } from '#lib/models/schema/names.ts'

interface CatalogueFilterProps {
  team: string
  asked: CatalogueQuestion
  creators: readonly { slug: string; name: string }[]
}

type Choice = readonly [value: string, words: string]

const ways: readonly Choice[] = [
  ['', 'Any way'],
  ...(['text-to-image', 'image-edit', 'upscale'] as const).map((mode): Choice => {
    const name = modeName(mode)
    return [mode, name.charAt(0).toUpperCase() + name.slice(1)]
  }),
]

const prices: readonly Choice[] = [
  ['', 'Any price'],
  ['free', 'Free'],
  ['2', 'Up to $0.02'],
  ['5', 'Up to $0.05'],
  ['10', 'Up to $0.10'],
]

const statuses: readonly Choice[] = [
  ['', 'Any status'],
  ['usable', 'Usable'],
  ['trouble', 'Ending or failing'],
  ['other', 'Not usable here'],
]

const sorts: readonly Choice[] = [
  ['name', 'By name'],
  ['price', 'Cheapest first'],
]

/** Long enough not to ask for each letter, short enough not to be noticed. */
const restMs = 150

/** What an address leaves out: nothing chosen, and the usual order. */
const isSaid = ([name, value]: [string, string]) => value !== '' && !(name === 'sort' && value === 'name')

function useCatalogueQuestion({ team, asked }: Pick<CatalogueFilterProps, 'team' | 'asked'>) {
  const router = useRouter()
  const [isComing, startTransition] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [text, setText] = useState(asked.search)
  const [seen, setSeen] = useState(asked.search)
  const [sent, setSent] = useState(asked.search)
  // A link led to another search: what is typed here is of the last one.
  if (asked.search !== seen) {
    setSeen(asked.search)
    if (asked.search !== sent) {
      setSent(asked.search)
      setText(asked.search)
    }
  }
  function go(change: Partial<CatalogueQuestion>): void {
    clearTimeout(timer.current)
    timer.current = undefined
    const question = { ...asked, search: text, ...change }
    setSent(question.search.trim())
    startTransition(() => {
      const query = new URLSearchParams(Object.entries(question).filter(isSaid)).toString()
      router.replace(`/t/${team}/models${query === '' ? '' : `?${query}`}`, { scroll: false })
    })
  }
  function type(search: string): void {
    setText(search)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => go({ search }), restMs)
  }
  /** What is typed is asked for before anything else is done: later it would call back from where one went. */
  const rest = () => {
    if (timer.current !== undefined) go({})
  }
  return { text, type, go, rest, isComing }
}

/** Which models are shown. It leads to an address, which can be kept. */
export function CatalogueFilter({ team, asked, creators }: CatalogueFilterProps) {
  const { text, type, go, rest, isComing } = useCatalogueQuestion({ team, asked })
  const select = (name: keyof CatalogueQuestion, label: string, choices: readonly Choice[]) => (
    <Select
      aria-label={label}
      name={name}
      value={asked[name]}
      onChange={({ target }) => go({ [name]: target.value })}
    >
      {choices.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </Select>
  )
  return (
    <form
      role="search"
      aria-label="Models"
      aria-busy={isComing}
      className="grid grid-cols-2 gap-2 md:grid-cols-[minmax(0,1fr)_repeat(5,minmax(0,138px))]"
      onSubmit={(event) => {
        event.preventDefault()
        go({})
      }}
    >
      <span className="relative max-md:col-span-2">
        <Search
          size={16}
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-2"
        />
        <Input
          type="search"
          name="search"
          aria-label="Search models"
          placeholder="Name, creator, tag"
          maxLength={100}
          className="pl-8"
          value={text}
          onChange={({ target }) => type(target.value)}
          onBlur={rest}
        />
      </span>
      {select('creator', 'Creator', [
        ['', 'Any creator'],
        ...creators.map(({ slug, name }): Choice => [slug, name]),
      ])}
      {select('way', 'Way', ways)}
      {select('price', 'Price', prices)}
      {select('status', 'Status', statuses)}
      {select('sort', 'Order', sorts)}
    </form>
  )
}
