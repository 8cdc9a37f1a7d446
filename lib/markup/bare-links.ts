/** Links whose words are their address: on paper, others say theirs beside them. */
const BARE = /<a href="(https?:\/\/[^"]+)"([^>]*)>\1<\/a>/g

/** @param html as `render()` makes it · @returns the same, such links with the class `bare-link` */
export function markBareLinks(html: string): string {
  return html.replace(BARE, '<a class="bare-link" href="$1"$2>$1</a>')
}
