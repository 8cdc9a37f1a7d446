export type Theme = "system" | "light" | "dark"

export const THEME_KEY = "stoa-theme"

/**
 * Runs before anything is painted: no flash of the wrong theme. The same text on every page, so that a
 * content security policy can name it by its hash.
 */
export const THEME_SCRIPT = `(function(r){r.classList.add("js");try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")r.dataset.theme=t}catch(e){}})(document.documentElement)`
