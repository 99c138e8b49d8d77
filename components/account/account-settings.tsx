import type { ReactNode } from 'react'
import type { Account, Session, Ways } from '#lib/account/schema.ts'
import { Section } from '#components/settings/section.tsx'
import { TellSwitch } from '#components/notify/tell-switch.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SetPasswordForm } from './set-password-form.tsx'
import { Sessions } from './sessions.tsx'
import { WaysIn } from './ways-in.tsx'

interface AccountSettingsProps {
  account: Account
  sessions: Session[]
  ways: Ways
  team: string
  /** Of a round trip to a provider that ended here. */
  trip?: ReactNode
}

/** One's own account: who one is, how one gets in, where one is signed in. */
export function AccountSettings({ account, sessions, ways, team, trip }: AccountSettingsProps) {
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
      {ways.hasPassword ? (
        <Section title="Password" lead="Changing it signs you out everywhere else.">
          <PasswordForm email={account.email} />
        </Section>
      ) : (
        <Section title="Password" lead="You have none. With one you can sign in by your e-mail address, too.">
          <SetPasswordForm email={account.email} />
        </Section>
      )}
      {(ways.identities.length > 0 || ways.providers.length > 0) && (
        <Section
          id="ways-in"
          title="Ways to sign in"
          lead="What is connected here opens your account. An e-mail address that fits does not."
        >
          {trip}
          <WaysIn ways={ways} team={team} />
        </Section>
      )}
      <Section title="Where you are signed in" lead="A session ends by itself after 30 days without use.">
        <Sessions sessions={sessions} />
      </Section>
    </>
  )
}
