import { z } from 'zod'
import { jsonSchema } from '#lib/models/schema/values.ts'

const noStream = 'is not made here, leave it out'

/** A call's body (docs.lumenfall.ai, "Generate images"): what is not named goes to the model as it is. */
export const imageCallSchema = z
  .object({
    model: z.string('Give the model.').max(250),
    prompt: z.string('Give a prompt.').default(''),
    n: z.number().int().min(1).max(10).nullish(),
    response_format: z.enum(['url', 'b64_json']).nullish(),
    stream: z.literal(false, noStream).nullish(),
    /** Somebody of the program's own: it is not passed on. */
    user: z.string().nullish(),
    safety_identifier: z.string().nullish(),
  })
  .catchall(jsonSchema)

export type ImageCall = z.infer<typeof imageCallSchema>

const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number)

/** The same, of a form: there everything is text, also what is about the model. */
export const editFieldsSchema = z
  .object({
    model: z.string('Give the model.').max(250),
    prompt: z.string().default(''),
    n: wholeNumber.pipe(z.number().min(1).max(10)).optional(),
    response_format: z.enum(['url', 'b64_json']).optional(),
    stream: z
      .literal('false', noStream)
      .transform(() => false as const)
      .optional(),
    user: z.string().optional(),
    safety_identifier: z.string().optional(),
  })
  .catchall(z.string())

type AnswerForm = NonNullable<ImageCall['response_format']>

/**
 * How the pictures are answered: as the call says, else as addresses. For edits and for its GPT models, OpenAI itself knows
 * no addresses, and clients for those look for the bytes without asking: they get both.
 */
export function answerFormsOf(
  { response_format: said }: Pick<ImageCall, 'response_format'>,
  modelId: string,
  isEdit: boolean,
): AnswerForm[] {
  if (said) return [said]
  return isEdit || /^(openai\/)?(chat)?gpt-/.test(modelId) ? ['url', 'b64_json'] : ['url']
}

/** RFC draft "Idempotency-Key": a text of the client's own. */
export const idempotencyKeySchema = z
  .string()
  .min(1, 'An Idempotency-Key is not empty. Give one, or leave the header out.')
  .max(255, 'An Idempotency-Key has at most 255 characters.')
  .regex(/^[\x20-\x7e]*$/, 'An Idempotency-Key is made of printable ASCII characters.')
