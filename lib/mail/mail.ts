import { createTransport } from 'nodemailer'
import { env } from '#lib/env.ts'
import { processWide } from '#lib/process-wide.ts'

export interface Mail {
  to: string
  subject: string
  /** Plain text: it says the same everywhere, and loads nothing from anywhere. */
  text: string
}

/** Whether this server can send e-mail: SMTP_URL and MAIL_FROM are set. */
export const canSendMail = (): boolean => env.SMTP_URL !== undefined && env.MAIL_FROM !== undefined

const patienceMs = 10_000

const transport = () =>
  processWide('mail', () =>
    createTransport({
      url: env.SMTP_URL,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  )

/** Hands an e-mail to the SMTP server of SMTP_URL. Rejects when it does not take it within ten seconds. */
export async function sendMail({ to, subject, text }: Mail): Promise<void> {
  await transport().sendMail({ from: env.MAIL_FROM, to, subject, text })
}
