/** What those who show links ask of a picture. */
export const CARD = { width: 1200, height: 630 }
