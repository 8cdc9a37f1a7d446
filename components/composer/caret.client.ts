"use client"
/** Where a place in the text of a field is on the screen: the browser does not say, so a copy of the field does. */

const COPIED = [
  ...["direction", "boxSizing", "fontFamily", "fontSize", "fontStyle", "fontWeight", "letterSpacing"],
  ...["lineHeight", "paddingBlockStart", "paddingInlineStart", "paddingInlineEnd", "tabSize", "textAlign"],
  ...["borderBlockStartWidth", "borderInlineStartWidth", "borderInlineEndWidth", "wordSpacing"],
] as const

/** @returns in pixels of the screen: where the line begins and ends, and how far in from the left the place is */
export function placeOf(field: HTMLTextAreaElement, at: number): { top: number; bottom: number; x: number } {
  const copy = document.createElement("div")
  const style = getComputedStyle(field)
  for (const name of COPIED) copy.style.setProperty(kebab(name), style.getPropertyValue(kebab(name)))
  Object.assign(copy.style, {
    ...{ position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" },
    ...{ inlineSize: `${field.clientWidth}px`, borderStyle: "solid", insetBlockStart: "0" },
  })
  copy.textContent = field.value.slice(0, at)
  const mark = document.createElement("span")
  mark.textContent = field.value.slice(at, at + 1) || "."
  copy.append(mark)
  document.body.append(copy)
  const box = field.getBoundingClientRect()
  const top = box.top + mark.offsetTop - field.scrollTop
  const place = { top, bottom: top + mark.offsetHeight, x: box.left + mark.offsetLeft }
  copy.remove()
  return place
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
