import type { Sql } from './sql.ts'
import { sql } from './sql.ts'

/** Less than this between two neighbours, and numbers of that size are no longer told apart well. */
const leastGap = 1e-6

interface Move {
  /** Selects "id" of what is moved, and `at`: 1, 2, … in the order wanted. */
  moved: Sql
  /** Selects "id", "rank" and `at` (1, 2, … as they stand) of all else in the list. */
  others: Sql
  /** In front of which of the others, by its id; null for the end. */
  before: string | null
}

/**
 * CTEs of which the last, `placed` ("id", "rank"), says where things of an ordered list come to stand: on numbers between
 * those of their new neighbours; where no room is left there, all of the list is numbered anew.
 */
export const places = ({ moved, others, before }: Move): Sql => sql`
  moved AS (${moved}), others AS (${others}), place AS (
    SELECT coalesce((SELECT at FROM others WHERE "id" = ${before}::uuid), (SELECT count(*) + 1 FROM others)) AS at,
      (SELECT count(*) FROM moved) AS n
  ), neighbours AS (
    SELECT place.at, place.n, low."rank" AS low, high."rank" AS high FROM place
    LEFT JOIN others low ON low.at = place.at - 1 LEFT JOIN others high ON high.at = place.at
  ), room AS (
    SELECT at, n, coalesce(low, high - n - 1, 0) AS low,
      (coalesce(high, low + n + 1, n + 1) - coalesce(low, high - n - 1, 0)) / (n + 1) AS step FROM neighbours
  ), placed AS (
    SELECT moved."id", CASE WHEN step < ${leastGap} THEN room.at - 1 + moved.at ELSE low + step * moved.at END AS "rank"
    FROM moved CROSS JOIN room
    UNION ALL
    SELECT others."id", others.at + CASE WHEN others.at >= room.at THEN n ELSE 0 END
    FROM others CROSS JOIN room WHERE step < ${leastGap}
  )`
