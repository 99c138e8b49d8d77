import { z } from 'zod'

const takenSchema = z.object({ code: z.literal('P2002') })

/** Whether a write failed because a row with the same key is there. Both adapters say so by Prisma's own code. */
export const isTaken = (error: unknown): boolean => takenSchema.safeParse(error).success
