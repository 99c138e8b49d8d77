'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { compareNow, recoverBill, writeOffBill } from './data.ts'
import { billSubjectSchema, compareSchema } from './schema.ts'

export const compareBill = teamAction.inputSchema(compareSchema).action(({ ctx }) => compareNow(ctx.viewer))

export const recoverFromBill = teamAction
  .inputSchema(billSubjectSchema)
  .action(({ parsedInput, ctx }) => recoverBill(ctx.viewer, parsedInput.id))

export const writeOffFromBill = teamAction
  .inputSchema(billSubjectSchema)
  .action(({ parsedInput, ctx }) => writeOffBill(ctx.viewer, parsedInput.id))
