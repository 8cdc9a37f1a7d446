"use client"
import { type ReactElement, useEffect, useState } from "react"
import { useViewer } from "./store.client.tsx"

/** What is new to a member in the lists of a page. Loaded for members alone. */
export function MarksOfLists(): ReactElement | null {
  const viewer = useViewer()
  const isMember = viewer.status === "ready" && viewer.topics !== undefined
  const [loaded, setLoaded] = useState<typeof import("./unread-marks.client.tsx")>()
  useEffect(() => {
    if (isMember)
      import("./unread-marks.client.tsx").then(
        (marks) => setLoaded(() => marks),
        // The lists of what is unread are pages.
        () => {},
      )
  }, [isMember])
  return loaded && isMember ? <loaded.UnreadMarks viewer={viewer} /> : null
}
