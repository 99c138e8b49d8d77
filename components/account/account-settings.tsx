import type { Account, Session } from '#lib/account/schema.ts'
import { Section } from '#components/settings/section.tsx'
import { TellSwitch } from '#components/notify/tell-switch.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { Sessions } from './sessions.tsx'

/** One's own account: who one is, how one gets in, where one is signed in. */
export function AccountSettings({ account, sessions }: { account: Account; sessions: Session[] }) {
  return (
    <>
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
    </>
  )
}
