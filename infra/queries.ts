/**
 * Which addresses have no query. CloudFront keeps an answer for each spelling of an address, and `?utm_source=…` would be one
 * more of a page that everybody gets: made anew, and paid for. What nobody reads goes no further than the edge (ADR 371).
 */

/** First parts of addresses whose answer is the same for everybody; but for the form that answers a topic. */
export const SAME_FOR_ALL = [
  ...[
    "_next",
    "about",
    "api/live",
    "c",
    "card",
    "feed",
    "fonts",
    "icon.svg",
    "latest",
    "log",
    "logos",
    "look",
    "p",
  ],
  ...["robots.txt", "sitemap", "sitemap.xml", "t", "tag", "top", "u", "unanswered", "uploads"],
]

/**
 * A part of the edge's function, which may have 10,240 bytes in all: SST's own takes some 8,900. The router's mark stays where
 * the router asks: Next sends it back for one that is right.
 */
export const WITHOUT_QUERY = `{
const r=event.request,q=r.querystring;
if(/^\\/(?:$|(?:${SAME_FOR_ALL.join("|").replace("/", "\\/")})(?:\\/|$))/.test(r.uri)&&!r.uri.endsWith("/reply"))
for(const k in q)if(k!="_rsc"||!r.headers.rsc)delete q[k];
}`
