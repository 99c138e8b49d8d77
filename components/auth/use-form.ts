'use client'

import { useState, useTransition } from 'react'

interface ActionResult {
  serverError?: { message: string } | undefined
  validationErrors?: { fieldErrors: Partial<Record<string, string[]>> } | undefined
}

interface FormState {
  isBusy: boolean
  /** Of the whole form. */
  error: string | undefined
  errorOf: (field: string) => string | undefined
  submit: (event: { preventDefault(): void; currentTarget: HTMLFormElement }) => void
}

const lost = 'The server cannot be reached. Check the connection, and try again.'

/** Sends a form's fields to an action, and says what came back. What was typed stays in the fields. */
export function useForm(
  action: (fields: Record<string, string>) => Promise<ActionResult | undefined>,
): FormState {
  const [result, setResult] = useState<ActionResult>()
  const [isBusy, startTransition] = useTransition()
  return {
    isBusy,
    error: result?.serverError?.message,
    errorOf: (field) => result?.validationErrors?.fieldErrors[field]?.[0],
    submit: (event) => {
      event.preventDefault()
      const data = new FormData(event.currentTarget)
      const fields: Record<string, string> = {}
      for (const [name, value] of data) if (typeof value === 'string') fields[name] = value
      startTransition(async () => {
        setResult(await action(fields).catch(() => ({ serverError: { message: lost } })))
      })
    },
  }
}
