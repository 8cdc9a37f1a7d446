/** How posts lie in OpenSearch: the words as they are and by their stems in some languages. */

/** Its own analysers, which know stems and stop words. */
export const ANALYSERS = ["english", "german", "french", "spanish", "russian"] as const

const keyword = { type: "keyword" }
const words = {
  type: "text",
  analyzer: "stoa",
  fields: Object.fromEntries(ANALYSERS.map((name) => [name, { type: "text", analyzer: name }])),
}

export const INDEX = {
  settings: {
    index: {
      refresh_interval: "500ms",
      // How long the version of what was deleted is remembered, so that nothing older that comes late brings it back.
      gc_deletes: "1h",
    },
    analysis: {
      analyzer: {
        stoa: {
          type: "custom",
          tokenizer: "standard",
          filter: ["cjk_width", "lowercase", "asciifolding", "cjk_bigram"],
        },
      },
    },
  },
  mappings: {
    dynamic: false,
    properties: {
      scope: keyword,
      post: keyword,
      topic: keyword,
      author: keyword,
      category: keyword,
      tags: keyword,
      isFirst: { type: "boolean" },
      createdAt: { type: "date" },
      stamp: { type: "long" },
      // Words may be asked for of which some stand in the title and some below: how many must be there is counted by field.
      title: { ...words, copy_to: "text" },
      text: words,
    },
  },
}

/** Fields that words are looked for in; a title weighs more. */
export const FIELDS = [
  ...["", ...ANALYSERS.map((name) => `.${name}`)].flatMap((end) => [`title${end}^3`, `text${end}`]),
]
