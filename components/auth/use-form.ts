'use client'

import { useEffect, useState, useTransition } from 'react'

interface ActionResult {
  serverError?: { message: string } | undefined
  validationErrors?: { fieldErrors: Partial<Record<string, string[]>> } | undefined
}

const isDone = (result: ActionResult | undefined) => !result?.serverError && !result?.validationErrors

interface FormState {
  isBusy: boolean
  /** Of the whole form. */
  error: string | undefined
  errorOf: (field: string) => string | undefined
  submit: (event: { preventDefault(): void; currentTarget: HTMLFormElement }) => void
}

/** After a form came back: the focus goes to the first field that is wrong, whose reader then reads why. */
function useFirstWrong(): (form: HTMLFormElement) => void {
  const [form, setForm] = useState<{ form: HTMLFormElement } | null>(null)
  useEffect(() => {
    form?.form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [form])
  return (next) => setForm({ form: next })
}

const lost = 'The server cannot be reached. Check the connection, and try again.'

/** Sends a form's fields to an action, and says what came back. What was typed stays in the fields. */
export function useForm(
  action: (fields: Record<string, string>) => Promise<ActionResult | undefined>,
  onDone?: (form: HTMLFormElement) => void,
): FormState {
  const [result, setResult] = useState<ActionResult>()
  const [isBusy, startTransition] = useTransition()
  const setWrong = useFirstWrong()
  return {
    isBusy,
    error: result?.serverError?.message,
    errorOf: (field) => result?.validationErrors?.fieldErrors[field]?.[0],
    submit: (event) => {
      event.preventDefault()
      const form = event.currentTarget
      const data = new FormData(form)
      const fields: Record<string, string> = {}
      for (const [name, value] of data) if (typeof value === 'string') fields[name] = value
      startTransition(async () => {
        const next = await action(fields).catch(() => ({ serverError: { message: lost } }))
        setResult(next)
        if (isDone(next)) onDone?.(form)
        else setWrong(form)
      })
    },
  }
}
