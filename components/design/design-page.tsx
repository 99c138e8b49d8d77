import type { ReactNode } from 'react'
import { Toaster } from '#components/ui/toast.tsx'
import { Colours, Type } from './foundations.tsx'
import { Buttons, Chips, Fields, Floating, States } from './specimens.tsx'

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line py-8">
      <h2 className="mb-4 text-title">{title}</h2>
      {children}
    </section>
  )
}

/** Every primitive in every state: to look at while working on them. */
export function DesignPage() {
  return (
    <main className="mx-auto max-w-255 px-6 py-8">
      <h1 className="mb-6 text-display">Design</h1>
      <Section title="Colours">
        <Colours />
      </Section>
      <Section title="Type">
        <Type />
      </Section>
      <Section title="Buttons">
        <Buttons />
      </Section>
      <Section title="Fields">
        <Fields />
      </Section>
      <Section title="Chips and keys">
        <Chips />
      </Section>
      <Section title="What floats">
        <Floating />
      </Section>
      <Section title="States">
        <States />
      </Section>
      <Toaster />
    </main>
  )
}
