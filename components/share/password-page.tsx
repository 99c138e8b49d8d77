import { FrontColumn } from '#components/layout/front-column.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { sharePath } from '#lib/shares/schema/address.ts'

/** Asks for a link's password, and says nothing else about it: a form that needs no script. */
export function SharePassword({ token, isWrong }: { token: string; isWrong: boolean }) {
  return (
    <FrontColumn title="This link asks for a password" lead="Whoever sent it to you knows it.">
      <form method="post" action={`${sharePath(token)}/unlock`} className="flex flex-col gap-4">
        <Field
          label="Password"
          error={isWrong ? 'This is not the password of this link. Check it, and try again.' : undefined}
        >
          {(ids) => (
            <Input {...ids} name="password" type="password" autoComplete="off" required maxLength={200} />
          )}
        </Field>
        <button type="submit" className={buttonClass('primary', 'large')}>
          Open
        </button>
      </form>
    </FrontColumn>
  )
}

/** Too many links that open nothing were asked for from here. */
export function ShareThrottled() {
  return (
    <FrontColumn
      title="Too many tries"
      lead="Too many links that open nothing were tried from your network. Wait a minute, then try again. A link that is right opens at any time."
    />
  )
}
