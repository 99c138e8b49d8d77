'use client'

import { closePopover } from '#components/ui/popover.tsx'
import type { SearchGroup, SearchItem } from '#components/ui/search-list.tsx'
import { SearchList } from '#components/ui/search-list.tsx'
import { formatMoney } from '#lib/format.ts'
import type { ModelCard } from '#lib/models/schema.ts'
import { creatorName } from './names.ts'
import { useRecentModels } from './use-recent-models.ts'

interface ModelListProps {
  models: ModelCard[]
  modelId: string
  onChange: (modelId: string) => void
}

function whyNot(card: ModelCard): string | null {
  if (card.status !== 'active') return 'No longer served'
  return card.support.supported ? null : card.support.reason
}

const isUsable = (card: ModelCard) => whyNot(card) === null

function toItem(card: ModelCard, modelId: string): SearchItem {
  const reason = whyNot(card)
  return {
    id: card.id,
    label: card.name,
    words: `${card.id} ${creatorName(card.creator)}`,
    isDisabled: reason !== null,
    isChosen: card.id === modelId,
    ...(reason === null ? {} : { note: reason }),
    ...(card.priceMicros === null ? {} : { aside: formatMoney(card.priceMicros) }),
  }
}

/** Recently used, then by creator, then what cannot be used here. */
function grouped(models: ModelCard[], modelId: string, recent: readonly string[]): SearchGroup[] {
  const usable = models.filter(isUsable)
  const used = recent.flatMap((id) => usable.find((card) => card.id === id) ?? [])
  const others = usable.filter((card) => !used.includes(card))
  const group = (name: string, cards: ModelCard[]) => ({
    name,
    items: cards.map((card) => toItem(card, modelId)),
  })
  const creators = [...new Set(others.map(({ creator }) => creator))]
  return [
    group('Recently used', used),
    ...creators.map((creator) =>
      group(
        creator === '' ? 'Others' : creatorName(creator),
        others.filter((card) => card.creator === creator),
      ),
    ),
    group(
      'Not supported here',
      models.filter((card) => !isUsable(card)),
    ),
  ].filter(({ items }) => items.length > 0)
}

/** The catalogue. */
export function ModelList({ models, modelId, onChange }: ModelListProps) {
  const [recent, remember] = useRecentModels()
  return (
    <SearchList
      label="Search models"
      groups={grouped(models, modelId, recent)}
      none="No model has this in its name."
      onChoose={(id, inside) => {
        remember(id)
        onChange(id)
        closePopover(inside)
      }}
    />
  )
}
