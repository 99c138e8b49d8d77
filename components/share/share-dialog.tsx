'use client'

import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { failureOf } from '#components/actions/failure.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { plural } from '#lib/format.ts'
import { shareImages } from '#lib/shares/actions.ts'
import { shareKeys } from '#lib/shares/queries.ts'
import type { ShareSource } from '#lib/shares/schema/share.ts'
import { LinkMade } from './link-made.tsx'
import { SettingsForm } from './settings-form.tsx'
import { firstSettings } from './settings.ts'

export interface ShareDialogProps {
  team: string
  /** A selection, an album or a generation. */
  source: ShareSource
  /** How many images it stands for, as far as the page knows. */
  count?: number
  /** What stands in the field at first. */
  title?: string
  onClose: () => void
}

function useShareForm({ team, source, title = '' }: ShareDialogProps) {
  const client = useQueryClient()
  const [id] = useState(() => uuid())
  const [settings, setSettings] = useState(() => firstSettings(title))
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [path, setPath] = useState<string | null>(null)

  async function share(): Promise<void> {
    const { ends, password, title: chosen, note, switches } = settings
    setIsBusy(true)
    const failure = await failureOf(async () => {
      const result = await shareImages({
        team,
        id,
        source,
        title: chosen,
        note,
        switches,
        expiresInDays: ends === 'keep' ? null : ends,
        password: password === '' ? null : password,
      })
      setPath(result.data?.path ?? null)
      return result
    })
    setIsBusy(false)
    setProblem(failure?.message ?? null)
    if (failure === null) await client.invalidateQueries({ queryKey: shareKeys.all(team) })
  }
  return { settings, setSettings, problem, isBusy, path, share }
}

/** Makes a link that opens to whoever has it, and says so. */
export function ShareDialog(props: ShareDialogProps) {
  const { team, count, onClose } = props
  const { settings, setSettings, problem, isBusy, path, share } = useShareForm(props)
  if (path !== null)
    return (
      <Dialog
        title="Here is the link"
        isOpen
        isWide
        onClose={onClose}
        actions={
          <>
            <Link href={`/t/${team}/links`} className={buttonClass()} onClick={onClose}>
              My links
            </Link>
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          </>
        }
      >
        <p className="mb-4">
          {settings.password === ''
            ? 'Anyone with this link sees the pictures. You can end it at any time.'
            : 'Anyone with this link and its password sees the pictures. You can end it at any time.'}
        </p>
        <LinkMade path={path} title={settings.title} />
      </Dialog>
    )
  return (
    <Dialog
      title={count === undefined ? 'Share' : `Share ${plural(count, 'image')}`}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isBusy={isBusy} onClick={() => void share()}>
            Make the link
          </Button>
        </>
      }
    >
      <p className="mb-4">Anyone with this link sees the pictures as they are now, without signing in.</p>
      <div className="-mx-1 max-h-[60dvh] overflow-y-auto p-1 text-ink">
        <SettingsForm settings={settings} onChange={setSettings} />
      </div>
      {problem !== null && (
        <Notice kind="danger" isAlert className="mt-4">
          {problem}
        </Notice>
      )}
    </Dialog>
  )
}
