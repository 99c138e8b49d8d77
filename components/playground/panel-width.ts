/** Pixels. */
export const panelWidth = { min: 280, usual: 312, max: 480 } as const

/** The server reads it, so that the panel has its width from the first moment. */
export const panelWidthCookie = 'panel-width'

export function toPanelWidth(text: string | undefined): number {
  const width = Number(text)
  return Number.isInteger(width) && width >= panelWidth.min && width <= panelWidth.max
    ? width
    : panelWidth.usual
}
