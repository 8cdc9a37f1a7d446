/** The second wall: only what `render` makes passes, whatever a rule before it got wrong. */
import sanitizeHtml from "sanitize-html"
import { areUploadFiles } from "#lib/uploads/address.ts"
import { isExternal } from "./links.ts"

const OPTIONS: sanitizeHtml.IOptions & { allowedEmptyAttributes: string[] } = {
  allowedTags: (
    "p div br hr h3 h4 h5 h6 em strong s sup a img code pre span blockquote ul ol li table thead tbody tr " +
    "th td details summary section input picture source"
  ).split(" "),
  allowedAttributes: {
    a: ["href", "title", "rel", "id", "aria-label"],
    img: ["src", "srcset", "sizes", "alt", "title", "width", "height", "loading", "decoding"],
    li: ["id"],
    ol: ["start"],
    pre: ["tabindex"],
    source: ["media", "srcset"],
    div: ["tabindex", "role", "aria-label"],
    input: ["type", "disabled", "checked", "aria-label"],
  },
  allowedClasses: {
    a: ["mention", "quote-source", "footnote-back"],
    blockquote: ["quote"],
    code: ["hljs", /^language-[^\s"'<>&]{1,40}$/],
    details: ["spoiler", "spoiler-inline", "details"],
    div: ["p", "quote-by", "table", "alert", /^alert-[a-z]+$/],
    li: ["task"],
    ol: ["tasks"],
    p: ["alert-title"],
    section: ["footnotes"],
    span: [/^hljs-[\w-]+$/, /^[a-z]+_+$/, /^language-[\w-]+$/],
    sup: ["footnote-ref"],
    td: [/^align-(?:left|right|center)$/],
    th: [/^align-(?:left|right|center)$/],
    ul: ["tasks"],
  },
  allowedEmptyAttributes: ["alt", "href", "src"],
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["http", "https"] },
  allowedSchemesAppliedToAttributes: ["href", "src"],
  allowProtocolRelative: false,
  selfClosing: ["img", "br", "hr", "input", "source"],
  disallowedTagsMode: "escape",
  parseStyleAttributes: false,
  transformTags: {
    a: (tagName, attribs) => {
      const kept = withOwnId(attribs)
      if (isExternal(kept.href ?? "")) kept.rel = "nofollow ugc noopener"
      else delete kept.rel
      return { tagName, attribs: kept }
    },
    li: (tagName, attribs) => ({ tagName, attribs: withOwnId(attribs) }),
    img: (tagName, attribs) => ({ tagName, attribs: withOwnFiles(attribs) }),
    source: (tagName, attribs) => ({ tagName, attribs: withOwnFiles(attribs) }),
    // The only field in a post is the box of a task list, and nobody can tick it.
    input: (tagName, { checked, "aria-label": label }) => ({
      tagName,
      attribs: {
        type: "checkbox",
        disabled: "",
        ...(checked === undefined ? {} : { checked: "" }),
        ...(label ? { "aria-label": label } : {}),
      },
    }),
  },
}

/** Reduces HTML to the elements, attributes, classes and addresses that a post may have. */
export function sanitise(html: string): string {
  return sanitizeHtml(html, OPTIONS)
}

/** Ids are those of footnotes: any other could take the place of one that the page itself uses. */
function withOwnId({ id, ...others }: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  return id && /^fn(?:ref)?-[a-z0-9_-]+$/.test(id) ? { ...others, id } : others
}

/** Several files are those of an upload here; what chooses among them is what lib/markup/pictures.ts writes. */
function withOwnFiles(attribs: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const kept = { ...attribs }
  if (!areUploadFiles(kept.srcset ?? "")) delete kept.srcset
  if (!kept.srcset || !/^min\(100vw, \d{1,4}px\)$/.test(kept.sizes ?? "")) delete kept.sizes
  if (!kept.srcset || kept.media !== "(prefers-reduced-motion: reduce)") delete kept.media
  return kept
}
