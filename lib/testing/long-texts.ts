/** Texts of any length that are as hard to read as we could make them: markup that never ends, nests or nearly fits. */

const fill = (unit: string) => (size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size)
const pairs = (open: string, close: string) => (size: number) => {
  const count = Math.floor(size / (open.length + close.length))
  return open.repeat(count) + close.repeat(count)
}
const fenced = (language: string, unit: string) => (size: number) => {
  const block = `\`\`\`${language}\n${unit.repeat(Math.ceil(7_900 / unit.length))}\n\`\`\`\n`
  return block.repeat(Math.ceil(size / block.length))
}

/** Each gives a source of about so many characters. */
export const LONG_TEXTS: Record<string, (size: number) => string> = {
  "opening brackets": fill("["),
  "nested brackets": pairs("[", "]"),
  "unfinished links": fill("[a]("),
  "unfinished images": fill("![[]("),
  "quotation marks": fill(">"),
  "quotations in quotations": fill("> a\n>> b\n"),
  stars: fill("*"),
  "stars that open": fill("*a **b "),
  "stars that open and close": fill("a**b*c "),
  "all marks mixed": fill("a _*~~||b "),
  "nested emphasis": pairs("**x ", " x**"),
  tildes: fill("~a ~~b "),
  "quotes on lines, unclosed": fill("[quote]\n"),
  "quotes in one line, unclosed": fill("[quote]"),
  "closing quotes": fill("[/quote]\n"),
  "nested quotes": pairs("[quote]\n", "[/quote]\n"),
  "nested quotes in one line": pairs("[quote]", "[/quote]"),
  "short quotes": fill("[quote]x[/quote] "),
  "quotes in quotations": fill("> [quote]\n"),
  "quotes in lists": fill("- [quote]\n"),
  "tags that do not fit": (size) =>
    fill("[quote][spoiler][details=x]\n")(size - 900) + "[/quote]".repeat(100),
  "colons unclosed": fill(":::spoiler\n"),
  "colons nested": pairs(":::spoiler\n", ":::\n"),
  bars: fill("||"),
  "bars that open": fill("||*a "),
  "spoilers unclosed": fill("a [spoiler]"),
  "spoilers closed once": (size) => `${fill("a [spoiler]")(size)}[/spoiler]`,
  "nested spoilers": (size) => `a${pairs("[spoiler]", "[/spoiler]")(size)}`,
  emoji: fill(":tada:"),
  "half emoji": fill(":tada"),
  mentions: fill("@aaa "),
  "mentions without spaces": fill("@明明明明明明明明明明明明明明明明明明明明明明"),
  "at signs": fill("@"),
  addresses: fill("a@b.example "),
  "schemes without hosts": fill("http://"),
  "brackets in an address": (size) => `http://a.example/${fill("[(")(size)}`,
  "www.": fill("www."),
  "ticks of every length": (size) => {
    let source = ""
    for (let length = 1; source.length < size; length++) source += `${"`".repeat(length)} `
    return source.slice(0, size)
  },
  "unclosed fences": fill("```` a\n"),
  "less-than signs": fill("<a "),
  comments: fill("<!--"),
  entities: fill("&amp;"),
  backslashes: fill("\\"),
  dollars: fill("$a_"),
  "double dollars": fill("$$ "),
  "one note often": (size) => `${fill("[^a]")(size)}\n\n[^a]: x`,
  "many notes": (size) => {
    let marks = ""
    let notes = ""
    for (let n = 0; marks.length + notes.length < size; n++) {
      marks += `[^${n}]`
      notes += `[^${n}]: x\n`
    }
    return `${marks}\n\n${notes}`
  },
  "inline notes": fill("^[a]"),
  "nested inline notes": fill(`${"^[a ".repeat(40)}${"]".repeat(40)} `),
  "a wide table": (size) =>
    `${"|a".repeat(size / 6)}|\n${"|-".repeat(size / 6)}|\n${"|a|\n".repeat(size / 18)}`,
  "a long table": (size) => `|a|b|\n|-|-|\n${fill("|a|b|\n")(size)}`,
  "nested lists": (size) => {
    let source = ""
    for (let n = 0; source.length < size; n++) source += `${"  ".repeat(n % 200)}- a\n`
    return source
  },
  "markers of lists": fill("- "),
  "one long address used often": (size) => `[a]: ${"b".repeat(2000)}\n\n${fill("[a]")(size)}`,
  definitions: fill("[a]: <b> ("),
  "spaces before a line break": fill(`a${" ".repeat(1000)}`),
  "one word": fill("a"),
  "half characters": fill("\ud83d"),
  "marks on one letter": fill("a\u0301\u0301\u0301"),
  "C# without end": fenced("csharp", "aaaaaaaaaaaaaaaaaaa\n"),
  "C++ without end": fenced("cpp", `${"a".repeat(95)}\n`),
  "JSON of brackets": fenced("json", "{"),
  "JavaScript of brackets": fenced("js", "a=(b=>{`${"),
}

/** The same as HTML of another forum. */
export const HTML_TEXTS: Record<string, (size: number) => string> = {
  "nested quotations": fill("<blockquote>"),
  "nested quotations that end": pairs("<blockquote>", "</blockquote>"),
  "nested lists": fill("<ul><li>"),
  "nested spans": fill("<span>"),
  "nested emphasis": pairs("<em>a<strong>", "</strong></em>"),
  "open angle brackets": fill("<"),
  "unfinished attributes": fill('<a href="'),
  "unfinished comments": fill("<!--"),
  "many quotes": fill('<aside class="quote"><blockquote><p>x</p></blockquote></aside>'),
  "many images": fill('<img src="https://a.example/x.png" alt="x" width="5" height="5">'),
  "a table of tables": fill("<table><tr><td>"),
  "one word": fill("a"),
  "what Markdown would take for marks": fill("<p>*_[`~\\</p>"),
}
