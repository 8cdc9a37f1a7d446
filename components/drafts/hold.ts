/** What a form and its draft know of each other. */
import type { RefObject } from "react"
import type { Fields } from "./fields.client.ts"
import type { Keeper, Kept, ServerDraft } from "./keeper.client.ts"
import type { Copy } from "./local-copy.client.ts"

/** Another text for this place: from another device or window, from this browser's own copies, or what the form held before. */
export type OtherText = {
  fields: Fields
  from: "elsewhere" | "here" | "form"
  mark?: string
  forget?: () => void
}

export type DraftOptions = {
  form: RefObject<HTMLFormElement | null>
  /** `topic`, `reply:<topic>`, `edit:<post>`. */
  place: string
  /** The member who writes; nobody who is signed out keeps drafts on the server. */
  owner?: string
  /** The key of the form, where it has one. */
  formKey?: string
  /** Whether a draft is joined to what the form begins with, say a quote, or replaces it. */
  begins: "join" | "replace"
  /** What the form begins with where there is no draft. */
  initial: Fields
  /** The draft with which the page came, null where there is none; undefined where nobody has looked. */
  given?: ServerDraft | null
  /** Whether the form shows it; else it shows what was kept through signing in. */
  showsGiven: boolean
  /** Called when the form holds another text. */
  onFilled: () => void
}

export type DraftHold = {
  kept: Kept
  /** Whether the form holds a text of before that came into it by itself. */
  restored: boolean
  /** When the text was saved with which the page came, as long as the form holds it. */
  givenAt?: string
  /** What goes with the form when it is sent. */
  hidden: Record<string, string | undefined>
  other?: OtherText
  typed: () => void
  /** It was sent, and is on its way to where one sees it. */
  sent: () => void
  discard: () => void
  /** Brings back what was just thrown away. */
  undo?: () => void
  /** Takes the other text into the form; what was there becomes the other. */
  takeOther: () => void
  /** Goes on with what is in the form; the other text goes. */
  keepThis: () => void
}

/** What the hook remembers between its calls. */
export type Held = {
  keeping: Keeper
  own: string
  isTyped: boolean
  /** There are two texts, and nobody has decided yet. */
  isChoosing: boolean
  isOver: boolean
  timer?: number
  /** What this tab held when the form was shown. */
  before?: Copy
  /** Forgets the copy of another form whose text is in this one now. */
  adopted?: () => void
}
