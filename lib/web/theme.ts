export type Theme = "system" | "light" | "dark"

export const THEME_KEY = "stoa-theme"

/** Whether a member was last seen on this device: only for how much room to keep free until it is known. */
export const MEMBER_KEY = "stoa-member"

/**
 * Runs before anything is painted: no flash of the wrong theme. The same text on every page, so that a
 * content security policy can name it by its hash.
 */
export const THEME_SCRIPT = `(function(r){r.classList.add("js");try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")r.dataset.theme=t;if(localStorage.getItem("${MEMBER_KEY}"))r.classList.add("member")}catch(e){}})(document.documentElement)`
