'use client'

import { Ellipsis, Images, Star, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button, IconButton, buttonClass } from '#components/ui/button.tsx'
import { Chip, Kbd } from '#components/ui/chip.tsx'
import { Dialog, Sheet } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Select, Textarea } from '#components/ui/input.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '#components/ui/menu.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Slider } from '#components/ui/slider.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { toast } from '#components/ui/toast.tsx'

const looks = ['primary', 'outline', 'quiet', 'danger'] as const

export function Buttons() {
  return (
    <div className="flex flex-col gap-3">
      {looks.map((look) => (
        <div key={look} className="flex flex-wrap items-center gap-3">
          <Button look={look}>{look}</Button>
          <Button look={look} size="large">
            {look}, large
          </Button>
          <Button look={look} disabled>
            {look}, disabled
          </Button>
          <IconButton label={`${look}, icon`} look={look} icon={<Star size={17} />} />
        </div>
      ))}
    </div>
  )
}

export function Fields() {
  const [segment, setSegment] = useState('4')
  const [part, setPart] = useState(80)
  const [isOn, setIsOn] = useState(true)
  return (
    <div className="grid gap-6 md:grid-cols-3">
      <Field label="Empty" hint="What it is for.">
        {(ids) => <Input {...ids} placeholder="A hint" />}
      </Field>
      <Field label="Filled" aside="1 to 10">
        {(ids) => <Input {...ids} defaultValue="A value" />}
      </Field>
      <Field label="Wrong" error="This is not an e-mail address.">
        {(ids) => <Input {...ids} defaultValue="ada@" />}
      </Field>
      <Field label="Disabled">{(ids) => <Input {...ids} disabled defaultValue="Not now" />}</Field>
      <Field label="Text">{(ids) => <Textarea {...ids} defaultValue="It grows with what is typed." />}</Field>
      <Field label="Choice">
        {(ids) => (
          <Select {...ids}>
            <option>Automatic</option>
            <option>Vertex AI</option>
          </Select>
        )}
      </Field>
      <Segments
        label="Segments"
        options={['1', '2', '3', '4'].map((value) => ({ value, label: value }))}
        value={segment}
        onChange={setSegment}
      />
      <Slider aria-label="Slider" min={0} max={100} value={part} onChange={setPart} />
      <Switch aria-label="Switch" checked={isOn} onChange={(event) => setIsOn(event.target.checked)} />
    </div>
  )
}

export function Chips() {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Chip>16:9</Chip>
      <Chip>WebP 80</Chip>
      <Chip>Vertex AI</Chip>
      <Kbd>⌘↵</Kbd>
      <Avatar name="Ada Lovelace" />
      <Avatar name="Grace" />
    </div>
  )
}

export function Floating() {
  const [open, setOpen] = useState<'dialog' | 'sheet' | null>(null)
  const close = () => setOpen(null)
  return (
    <div className="flex flex-wrap gap-3">
      <Button onClick={() => setOpen('dialog')}>Dialog</Button>
      <Button onClick={() => setOpen('sheet')}>Sheet</Button>
      <Button onClick={() => toast('Moved to the trash.', { label: 'Undo', run: () => toast('Restored.') })}>
        Toast
      </Button>
      <Menu
        label="Menu"
        opener={(opener) => (
          <button type="button" aria-label="Menu" className={buttonClass('outline', 'icon')} {...opener}>
            <Ellipsis size={17} aria-hidden="true" />
          </button>
        )}
      >
        <MenuLabel>Heading</MenuLabel>
        <MenuItem isChecked onSelect={close}>
          Chosen
        </MenuItem>
        <MenuItem isChecked={false} onSelect={close}>
          Not chosen
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={16} />} isDanger onSelect={close}>
          Delete
        </MenuItem>
      </Menu>
      <Dialog
        title="Stop waiting"
        isOpen={open === 'dialog'}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Keep waiting</Button>
            <Button look="primary" onClick={close}>
              Stop waiting
            </Button>
          </>
        }
      >
        It was sent already, so it runs on and is charged.
      </Dialog>
      <Sheet title="Parameters" isOpen={open === 'sheet'} onClose={close}>
        What comes up from below on a phone.
      </Sheet>
    </div>
  )
}

export function States() {
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <div className="flex flex-col gap-3">
        <Notice>Something to know.</Notice>
        <Notice kind="ok">Something that went well.</Notice>
        <Notice kind="warn">Something to look after.</Notice>
        <Notice kind="danger">Something that went wrong, and cost nothing.</Notice>
        <div className="grid grid-cols-2 gap-2">
          <Skeleton className="aspect-video" />
          <Skeleton className="aspect-video" />
        </div>
      </div>
      <EmptyState
        icon={<Images size={20} />}
        title="No pictures yet"
        action={<Button look="primary">Open</Button>}
      >
        One sentence that teaches, and one button.
      </EmptyState>
    </div>
  )
}
