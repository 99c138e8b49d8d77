import { Box } from 'lucide-react'
import Link from 'next/link'
import { PromptThumb } from '#components/library/prompt-picture.tsx'
import { formatMoney } from '#lib/format.ts'
import type { CatalogueLine } from '#lib/model-pages/schema/catalogue.ts'
import { modelPath } from '#lib/models/schema/address.ts'
import { creatorName, modeName } from '#lib/models/schema/names.ts'
import { StateMark } from './state-mark.tsx'

const price = (micros: number | null) => (micros === null ? '–' : micros === 0 ? 'Free' : formatMoney(micros))

function Thumb({ team, picture }: { team: string } & Pick<CatalogueLine, 'picture'>) {
  if (picture) return <PromptThumb team={team} picture={picture} sizes="48px" className="size-12 shrink-0" />
  return (
    <span className="flex size-12 shrink-0 items-center justify-center rounded-picture bg-tint text-ink-3">
      <Box size={18} aria-hidden="true" />
    </span>
  )
}

/** One model of the catalogue; the whole line leads to its page. */
export function CatalogueRow({ team, line }: { team: string; line: CatalogueLine }) {
  const { id, name, creator, modes, priceMicros, support, state, picture } = line
  const ways = modes.map(modeName).join(', ')
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-tint md:grid-cols-[auto_minmax(0,1fr)_170px_150px_72px]">
      <Thumb team={team} picture={picture} />
      <div className="min-w-0">
        <Link
          href={modelPath(team, id)}
          className="block truncate rounded-[4px] font-medium after:absolute after:inset-0"
        >
          {name}
        </Link>
        <p className="truncate text-small text-ink-2">
          {creatorName(creator)}
          {creator !== '' && name !== id && ' · '}
          {name !== id && <span className="font-mono text-hint">{id}</span>}
        </p>
      </div>
      <p className="text-small text-ink-2 max-md:col-span-2 max-md:col-start-2 max-md:row-start-2">
        {support.supported ? ways.charAt(0).toUpperCase() + ways.slice(1) : support.reason}
      </p>
      <StateMark state={state} className="max-md:col-span-2 max-md:col-start-2" />
      <p className="text-right text-small tabular-nums max-md:col-start-3 max-md:row-start-1 md:col-start-5">
        {price(priceMicros)}
      </p>
    </li>
  )
}
