"use client"
/** Whether single keys do something: a choice of this device. */

const KEY = "stoa-keys"

export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off"
  } catch {
    return true
  }
}

export function chooseKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, "off")
  } catch {
    // Forbidden: then they stay as they are.
  }
}
