import { formatDay } from '#lib/format.ts'
import type { ShareDetail } from '#lib/shares/schema/share.ts'

/** How often a link was opened, by day. */
export function ViewsByDay({ days, total }: { days: ShareDetail['days']; total: number }) {
  const most = Math.max(1, ...days.map(({ views }) => views))
  return (
    <section aria-label="Views">
      <h3 className="mb-2 font-medium">
        Views <span className="font-normal text-ink-2">{total} in all, not counting yours</span>
      </h3>
      {days.length > 0 && (
        <ul className="flex flex-col gap-1 text-small">
          {days.map(({ day, views }) => (
            <li key={day} className="grid grid-cols-[9rem_1fr_3rem] items-center gap-2">
              <span className="text-ink-2">{formatDay(day)}</span>
              <span
                aria-hidden="true"
                className="h-2 rounded-full bg-accent"
                style={{ width: `${(views / most) * 100}%` }}
              />
              <span className="text-right">{views}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
