import type { Generation } from '#lib/generations/schema.ts'

const queued: Extract<Generation, { status: 'queued' }> = {
  id: '0190a5a0-0000-7000-8000-000000000001',
  status: 'queued',
  position: 1,
  prompt: 'A harbour',
  modelId: 'imagen-3.0-generate-002',
  provider: null,
  n: 1,
  parameters: {},
  extra: {},
  inputs: [],
  batchId: null,
  template: null,
  variables: {},
  version: null,
  author: { id: 'ada', name: 'Ada' },
  visibility: 'team',
  environment: 'live',
  createdAt: '2026-11-22T12:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  estimateMicros: null,
  costMicros: null,
  costSource: null,
  isStopped: false,
  attempts: [],
  images: [],
  can: { cancel: true, retry: false, remove: false, setVisibility: true },
}

/** A generation that waits, with another id for each number. */
export const aGeneration = (number = 1, changes: Partial<typeof queued> = {}): Generation => ({
  ...queued,
  id: `0190a5a0-0000-7000-8000-${String(number).padStart(12, '0')}`,
  ...changes,
})
