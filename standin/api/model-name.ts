import { z } from 'zod'

export const modelNameSchema = z.string().min(1)
