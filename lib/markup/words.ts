/** The words that rendering itself puts into a post. They are stored with its HTML, so they are few. */
export const WORDS = {
  wrote: "wrote",
  spoiler: "Spoiler",
  details: "Details",
  table: "Table",
  done: "Done",
  notDone: "Not done",
  backToText: "Back to the text",
  alerts: { note: "Note", tip: "Tip", important: "Important", warning: "Warning", caution: "Caution" },
}
