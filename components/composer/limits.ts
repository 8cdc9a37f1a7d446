/** What fields hold: the page reads them from the forum's rules and hands them to its form. */
export type TextLimits = { body: number; title: number }
