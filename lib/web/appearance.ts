/** How pages look on this device: what a reader may choose there, whoever they are. Nothing of it goes to the server. */

/** What can be chosen, beside what the system says (of the size: what is normal), which is when nothing is. */
const APPEARANCE = {
  theme: ["light", "dark"],
  contrast: ["more"],
  size: ["small", "large", "larger"],
  motion: ["less"],
} as const

export type Aspect = keyof typeof APPEARANCE
export type Choice<A extends Aspect = Aspect> = (typeof APPEARANCE)[A][number]

/** Where the device keeps it; on the page it is the `data-` attribute of that name of the root element. */
export const keyOf = (aspect: Aspect): string => `stoa-${aspect}`

/** Whether a member was last seen on this device: only for how much room to keep free until it is known. */
export const MEMBER_KEY = "stoa-member"

/**
 * Runs before anything is painted: no flash of the wrong theme, no text that grows. The same text on every page, so that
 * a content security policy can name it by its hash.
 */
export const APPEARANCE_SCRIPT = `(function(r,c,k,v){r.classList.add("js");try{for(k in c)if(c[k].indexOf(v=localStorage.getItem("stoa-"+k))>=0)r.dataset[k]=v;if(localStorage.getItem("${MEMBER_KEY}"))r.classList.add("member")}catch(e){}})(document.documentElement,${JSON.stringify(APPEARANCE)})`
