'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Select } from '#components/ui/input.tsx'
import type { UsageQuestion } from '#lib/usage/schema.ts'
import { dimensions } from '#lib/usage/schema.ts'
import { ranges } from '#lib/usage/schema/ranges.ts'
import { dimensionWords } from './usage-words.ts'

interface UsageFilterProps {
  team: string
  asked: UsageQuestion
  /** What is shown, and whether there is something of the other kind. */
  environment: 'standin' | 'live'
  hasOther: boolean
}

/** Of what time, split by what. It leads to an address, which can be kept. */
export function UsageFilter({ team, asked, environment, hasOther }: UsageFilterProps) {
  const router = useRouter()
  const [isComing, startTransition] = useTransition()
  const go = (change: Partial<Record<keyof UsageQuestion, string>>) =>
    startTransition(() => {
      const next = Object.entries({ ...asked, ...change }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      )
      router.replace(`/t/${team}/usage?${new URLSearchParams(next).toString()}`, { scroll: false })
    })
  return (
    <div
      role="group"
      aria-label="What is shown"
      aria-busy={isComing}
      className="flex gap-2 max-md:grid max-md:w-full max-md:grid-cols-2"
    >
      <Select
        aria-label="Time"
        className="md:w-44"
        value={asked.range}
        onChange={({ target }) => go({ range: target.value })}
      >
        {Object.entries(ranges).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Split"
        className="md:w-36"
        value={asked.by}
        onChange={({ target }) => go({ by: target.value })}
      >
        {dimensions.map((name) => (
          <option key={name} value={name}>
            {dimensionWords[name].split}
          </option>
        ))}
      </Select>
      {hasOther && (
        <Select
          aria-label="Of what"
          className="md:w-40"
          value={environment}
          onChange={({ target }) => go({ environment: target.value })}
        >
          <option value="live">Paid pictures</option>
          <option value="standin">The stand-in’s</option>
        </Select>
      )}
    </div>
  )
}
