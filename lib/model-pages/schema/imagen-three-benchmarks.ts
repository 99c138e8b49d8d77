import type { Benchmark } from './facts.ts'
import { arena, paper } from './sources.ts'

export const imagen3Benchmarks: readonly Benchmark[] = [
  {
    title: 'People’s choice, side by side',
    note: 'Elo of blind pairs on the 1,600 prompts of GenAI-Bench, December 2024, by Google’s own study (appendix D). The figures were read from the text of a chart: which belongs to which model follows the order of its axis.',
    source: paper,
    columns: ['Model', 'Overall', 'Looks', 'Follows the prompt'],
    rows: [
      { name: 'Imagen 3 (002)', isThis: true, cells: ['1,115', '1,135', '1,106'] },
      { name: 'Recraft V3', cells: ['1,078', '1,112', '1,061'] },
      { name: 'Ideogram V2', cells: ['1,059', '1,104', '1,045'] },
      { name: 'Imagen 3 (001)', cells: ['1,053', '1,104', '1,042'] },
      { name: 'Flux 1.1 pro', cells: ['1,043', '1,063', '1,037'] },
      { name: 'Stable Diffusion 3.5 Large', cells: ['1,001', '1,033', '1,004'] },
      { name: 'DALL·E 3', cells: ['997', '961', '1,002'] },
      { name: 'Midjourney v6', cells: ['982', '1,066', '982'] },
    ],
  },
  {
    title: 'In a public arena',
    note: 'Votes of visitors on pairs of pictures; a snapshot of about September 2025. Newer models stand above.',
    source: arena,
    columns: ['Model', 'Score'],
    rows: [
      { name: 'gemini-2.5-flash-image', cells: ['1,145'] },
      { name: 'imagen-4-ultra-preview', cells: ['1,133'] },
      { name: 'gpt-image-1', cells: ['1,125'] },
      { name: 'seedream-3', cells: ['1,077'] },
      { name: 'imagen-3.0-generate-002', isThis: true, cells: ['1,061'] },
      { name: 'flux-kontext-pro', cells: ['1,050'] },
      { name: 'recraft-v3', cells: ['1,020'] },
      { name: 'dall-e-3', cells: ['978'] },
    ],
  },
  {
    title: 'The version before',
    note: 'Of Imagen 3 (001), from the main part of the paper: how often it draws as many things as were asked for (GeckoNum), and who wins on long, detailed prompts (DOCCI, Elo).',
    source: paper,
    columns: ['Model', 'Counting', 'Long prompts'],
    rows: [
      { name: 'Imagen 3 (001)', cells: ['58.6 %', '1,193'] },
      { name: 'DALL·E 3', cells: ['46.0 %', '913'] },
      { name: 'SDXL 1', cells: ['20.5 %', '793'] },
    ],
  },
]
