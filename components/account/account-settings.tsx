import type { ReactNode } from 'react'
import type { Account, Session } from '#lib/account/schema.ts'
import { TellSwitch } from '#components/notify/tell-switch.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { Sessions } from './sessions.tsx'

interface SectionProps {
  title: string
  lead: string
  children: ReactNode
}

function Section({ title, lead, children }: SectionProps) {
  return (
    <section className="grid gap-x-12 gap-y-4 border-t border-line py-8 first:border-t-0 md:grid-cols-[240px_1fr]">
      <div>
        <h2 className="font-semibold">{title}</h2>
        <p className="mt-1 text-small text-ink-2">{lead}</p>
      </div>
      <div className="max-w-110">{children}</div>
    </section>
  )
}

/** One's own account: who one is, how one gets in, where one is signed in. */
export function AccountSettings({ account, sessions }: { account: Account; sessions: Session[] }) {
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-220 px-7 py-2 max-md:px-4">
        <Section
          title="Profile"
          lead="Your name stands beside what you make. Days and times follow your time zone."
        >
          <ProfileForm account={account} />
        </Section>
        <Section
          title="Notifications"
          lead="For what took longer than 30 seconds, while you look elsewhere. In this browser."
        >
          <TellSwitch />
        </Section>
        <Section title="Password" lead="Changing it signs you out everywhere else.">
          <PasswordForm email={account.email} />
        </Section>
        <Section title="Where you are signed in" lead="A session ends by itself after 30 days without use.">
          <Sessions sessions={sessions} />
        </Section>
      </div>
    </main>
  )
}
