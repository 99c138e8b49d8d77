'use client'

import { useQuery } from '@tanstack/react-query'
import { Notice } from '#components/ui/notice.tsx'
import { roomQuery } from '#lib/budgets/queries.ts'
import type { Room } from '#lib/budgets/schema.ts'
import { nameOfMonth } from '#lib/budgets/schema/months.ts'
import { formatMoney } from '#lib/format.ts'
import type { Estimate } from '#lib/models/schema.ts'

const whose = { team: 'the team’s', member: 'your', token: 'the token’s' } as const

function wordsOf(room: NonNullable<Room>): string {
  const { scope, leftMicros, limitMicros, periodStart, isHard } = room
  const budget = `${whose[scope]} ${formatMoney(limitMicros)} for ${nameOfMonth(periodStart)}`
  if (leftMicros > 0) return `${formatMoney(leftMicros)} left of ${budget}.`
  return isHard ? `Nothing is left of ${budget}.` : `This is above ${budget}.`
}

const isTooMuch = (room: NonNullable<Room>, estimate: Estimate | undefined) =>
  room.isHard && estimate?.known === true && estimate.micros > room.leftMicros

interface BudgetLineProps {
  team: string
  estimate: Estimate | undefined
}

/** How little is left of the budget, where it is little or this is more. */
export function BudgetLine({ team, estimate }: BudgetLineProps) {
  const room = useQuery(roomQuery(team)).data?.room
  if (!room || !(room.isLow || isTooMuch(room, estimate))) return null
  return (
    <Notice kind="warn" className="mt-2 px-0.5">
      {wordsOf(room)}
    </Notice>
  )
}
