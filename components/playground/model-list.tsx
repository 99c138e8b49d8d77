'use client'

import type { KeyboardEvent } from 'react'
import { useId, useState } from 'react'
import { Input } from '#components/ui/input.tsx'
import { closePopover } from '#components/ui/popover.tsx'
import { cn } from '#lib/cn.ts'
import { formatMoney } from '#lib/format.ts'
import type { ModelCard } from '#lib/models/schema.ts'
import { creatorName } from './names.ts'
import { useRecentModels } from './use-recent-models.ts'

interface ModelListProps {
  models: ModelCard[]
  modelId: string
  onChange: (modelId: string) => void
}

const isUsable = (card: ModelCard) => card.support.supported && card.status === 'active'

function whyNot(card: ModelCard): string | null {
  if (card.status !== 'active') return 'No longer served'
  return card.support.supported ? null : card.support.reason
}

const matches = (card: ModelCard, words: readonly string[]) => {
  const text = `${card.name} ${card.id} ${creatorName(card.creator)}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

interface Group {
  name: string
  cards: ModelCard[]
}

/** Recently used, then by creator, then what cannot be used here. */
function grouped(models: ModelCard[], recent: readonly string[]): Group[] {
  const usable = models.filter(isUsable)
  const used = recent.flatMap((id) => usable.find((card) => card.id === id) ?? [])
  const others = usable.filter((card) => !used.includes(card))
  const creators = [...new Set(others.map(({ creator }) => creator))]
  return [
    { name: 'Recently used', cards: used },
    ...creators.map((creator) => ({
      name: creator === '' ? 'Others' : creatorName(creator),
      cards: others.filter((card) => card.creator === creator),
    })),
    { name: 'Not supported here', cards: models.filter((card) => !isUsable(card)) },
  ].filter(({ cards }) => cards.length > 0)
}

/** What is searched for, and which of the found ones the arrows stand on. */
function useModelSearch(models: ModelCard[], modelId: string, recent: readonly string[]) {
  const [search, setSearch] = useState('')
  const [activeId, setActiveId] = useState(modelId)
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = models.filter((card) => matches(card, words))
  const groups = grouped(found, recent)
  const choosable = groups.flatMap(({ cards }) => cards).filter(isUsable)
  const active = choosable.find((card) => card.id === activeId) ?? choosable[0]

  function move(step: number): ModelCard | undefined {
    const next = active && choosable.at((choosable.indexOf(active) + step) % choosable.length)
    if (next) setActiveId(next.id)
    return next
  }
  return { search, setSearch, groups, active, move }
}

/** The catalogue, searched and walked by keyboard (WAI-ARIA combobox with a listbox). */
export function ModelList({ models, modelId, onChange }: ModelListProps) {
  const id = useId()
  const [recent, remember] = useRecentModels()
  const { search, setSearch, groups, active, move } = useModelSearch(models, modelId, recent)

  function choose(card: ModelCard, inside: Element): void {
    remember(card.id)
    onChange(card.id)
    closePopover(inside)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter' && active) {
      // Or the key would press the button that the focus goes back to.
      event.preventDefault()
      choose(active, event.currentTarget)
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const next = move(step)
    if (next) document.getElementById(`${id}-${next.id}`)?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className="flex max-h-[min(440px,70dvh)] flex-col">
      <div className="border-b border-line p-2">
        <Input
          role="combobox"
          aria-label="Search models"
          aria-expanded={groups.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          aria-autocomplete="list"
          placeholder="Search models"
          className="focus-visible:border-accent focus-visible:outline-none"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      {groups.length > 0 && (
        <div id={`${id}-list`} role="listbox" aria-label="Models" className="min-h-0 overflow-y-auto p-1">
          {groups.map((group) => (
            <ModelGroup
              key={group.name}
              {...{ group, id, modelId }}
              activeId={active?.id}
              onChoose={choose}
            />
          ))}
        </div>
      )}
      <p role="status" className="px-3 text-center text-ink-2 not-empty:py-6">
        {groups.length === 0 && 'No model has this in its name.'}
      </p>
    </div>
  )
}

interface ModelGroupProps {
  group: Group
  id: string
  modelId: string
  activeId: string | undefined
  onChoose: (card: ModelCard, inside: Element) => void
}

function ModelGroup({ group: { name, cards }, id, modelId, activeId, onChoose }: ModelGroupProps) {
  return (
    <div role="group" aria-label={name}>
      <p className="px-2.5 pt-2 pb-1 text-hint text-ink-3" aria-hidden="true">
        {name}
      </p>
      {cards.map((card) => (
        <ModelOption
          key={card.id}
          id={`${id}-${card.id}`}
          card={card}
          isActive={card.id === activeId}
          isChosen={card.id === modelId}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

interface ModelOptionProps {
  id: string
  card: ModelCard
  isActive: boolean
  isChosen: boolean
  onChoose: (card: ModelCard, inside: Element) => void
}

function ModelOption({ id, card, isActive, isChosen, onChoose }: ModelOptionProps) {
  const reason = whyNot(card)
  return (
    // Keys are the search field's, which keeps the focus and points here.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={reason !== null}
      onClick={(event) => reason === null && onChoose(card, event.currentTarget)}
      className={cn(
        'flex min-h-9 cursor-pointer items-center gap-3 rounded-[7px] px-2.5 py-1.5 text-small hover:bg-sunk max-md:min-h-11',
        isActive && 'bg-sunk outline-2 -outline-offset-2 outline-accent',
        reason !== null && 'cursor-default text-ink-3 hover:bg-transparent',
      )}
    >
      <span className="min-w-0 flex-1">
        <span className={cn('block truncate', isChosen && 'font-medium text-accent')}>{card.name}</span>
        {reason !== null && <span className="block truncate text-hint">{reason}</span>}
      </span>
      {card.priceMicros !== null && (
        <span className="text-hint text-ink-3">{formatMoney(card.priceMicros)}</span>
      )}
    </div>
  )
}
