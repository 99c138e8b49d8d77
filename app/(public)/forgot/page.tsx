import type { Metadata } from 'next'
import Link from 'next/link'
import { ForgotForm } from '#components/auth/forgot-form.tsx'
import { FrontPage } from '#components/layout/front-page.tsx'
import { canSendMail } from '#lib/mail/mail.ts'

export const metadata: Metadata = { title: 'Forgotten password' }

export default function ForgotPage() {
  const lead = canSendMail()
    ? 'Give the address that you sign in with. A link to choose a new password comes by e-mail.'
    : 'This server sends no e-mail. Ask an admin of your team for a link to choose a new password: they make it among the members. Whoever runs the server can, too, with npm run account:reset.'
  return (
    <FrontPage title="Forgotten password" lead={lead}>
      {canSendMail() ? (
        <ForgotForm />
      ) : (
        <Link href="/sign-in" className="font-medium underline underline-offset-4">
          Back to sign-in
        </Link>
      )}
    </FrontPage>
  )
}
