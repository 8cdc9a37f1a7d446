"use client"
import type { ReactElement } from "react"
import "./globals.css"

/** When even the frame around the pages broke. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }): ReactElement {
  return (
    <html lang="en">
      <body>
        <main className="shell flex max-w-md flex-col gap-4 py-10">
          <title>Something went wrong</title>
          <h1>Something went wrong</h1>
          <p>
            The forum could not show this page. Try again in a moment
            {error.digest ? `. The number of this error is ${error.digest}` : ""}.
          </p>
          {/* A full load: nothing of what broke is kept. */}
          <p>
            <a href="/">To the latest topics</a>
          </p>
        </main>
      </body>
    </html>
  )
}
