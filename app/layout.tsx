import type { Metadata, Viewport } from "next"
import type { ReactElement, ReactNode } from "react"
import { editAction, replyAction, startTopicAction } from "#app/(writing)/actions.ts"
import { messageAction } from "#app/message/actions.ts"
import { ComposerOfTab } from "#components/composer/composer-of-tab.client.tsx"
import { Footer } from "#components/shell/footer.tsx"
import { Header } from "#components/shell/header.tsx"
import { ReadOnly } from "#components/shell/read-only.tsx"
import { SkipLink } from "#components/ui/hidden.tsx"
import { AccountLinks } from "#components/viewer/account-links.client.tsx"
import { MarksOfLists } from "#components/viewer/marks-of-lists.client.tsx"
import { ViewerOfPage } from "#components/viewer/viewer.client.tsx"
import { loadLook } from "#lib/views/look.ts"
import { APPEARANCE_SCRIPT } from "#lib/web/appearance.ts"
import { shared } from "#lib/web/metadata.ts"
import { siteDescription, siteName, siteUrl } from "#lib/web/site.ts"
import { direction, locale } from "#lib/words/t.ts"
import "./globals.css"

// Put in by the build (next.config.js), and no setting.
const built = process.env.STOA_BUILT_LOCALE
if (built !== locale())
  throw new Error(`These pages speak ${built}, and STOA_LOCALE is ${locale()}: build them again with it.`)

const WRITING = { topic: startTopicAction, reply: replyAction, edit: editAction, staff: messageAction }

/** Asked for before the style sheet is read: a font that comes late is not used on that page, so nothing moves. */
const FONTS = ["/fonts/stoa-sans-1.woff2", "/fonts/stoa-serif-1.woff2"]

export async function generateMetadata(): Promise<Metadata> {
  const name = await siteName()
  return {
    metadataBase: new URL(siteUrl()),
    title: { default: name, template: `%s · ${name}` },
    description: await siteDescription(),
    openGraph: await shared(),
    twitter: { card: "summary_large_image" },
  }
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f6f4" },
    { media: "(prefers-color-scheme: dark)", color: "#1a1f1d" },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }): Promise<ReactElement> {
  const { name, logo, colors, hasAbout } = await loadLook()
  return (
    <html lang={locale()} dir={direction()} suppressHydrationWarning>
      <head>
        {FONTS.map((href) => (
          <link key={href} rel="preload" href={href} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        {colors && <link rel="stylesheet" href={colors} precedence="look" />}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, run before painting */}
        <script dangerouslySetInnerHTML={{ __html: APPEARANCE_SCRIPT }} />
      </head>
      <body>
        <SkipLink />
        <Header name={name} logo={logo} viewer={<AccountLinks />} />
        <ReadOnly />
        <main id="main" tabIndex={-1} className="shell w-full flex-1 pt-4 outline-none">
          {children}
        </main>
        <Footer name={name} hasAbout={hasAbout} />
        <ViewerOfPage />
        <MarksOfLists />
        <ComposerOfTab actions={WRITING} />
      </body>
    </html>
  )
}
