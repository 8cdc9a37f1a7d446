/** What people are told when something is refused: one sentence that says what to do. */
export const MESSAGES = {
  // not-found
  "topic-missing": "This topic does not exist, or you may not see it.",
  "post-missing": "This post does not exist, or you may not see it.",
  "category-missing": "This category does not exist, or you may not see it.",
  "member-missing": "There is no member of that name.",
  "mail-missing": "There is no mail of that id.",
  "page-missing": "There is no such page.",
  "bookmark-missing": "You have no such bookmark, or it was removed more than a day ago.",
  // unauthenticated, forbidden
  "sign-in-first": "Sign in to do this. What you wrote is kept.",
  "session-ended": "Your session has ended. Sign in again; what you wrote is kept.",
  "not-allowed": "You may not do this.",
  "foreign-form": "This form was sent from another site. Open it here and send it again.",
  "provider-email-unverified":
    "That service does not confirm your e-mail address, so we cannot tell who you are here. Confirm it there, or register here.",
  "cannot-sign-in": "This member has no e-mail address, and so cannot sign in.",
  suspended: "Your account is suspended, so you cannot write.",
  "category-closed": "Only staff may write in this category.",
  "topic-locked": "This topic is closed to new replies.",
  "topic-removed": "This topic was deleted. Restore it before you change it.",
  "post-removed": "This post was deleted. Restore it before you change it.",
  "not-your-post": "Only its author and moderators may change this post.",
  "not-restorable": "Only a moderator can restore what a moderator removed.",
  "topic-has-replies": "Others have replied, so the topic stays. You can still edit your text.",
  "not-a-question": "Only topics of a question category have an accepted answer.",
  "answer-own-topic-only": "Only who asked, or a moderator, can accept an answer.",
  "owner-stays":
    "An owner cannot leave. Make somebody else the owner first, and let them give you another role.",
  "post-erased": "Its author has left the forum and taken the text along.",
  "own-like": "You cannot like your own post.",
  "own-follow": "You cannot follow or mute yourself.",
  "tag-not-allowed": "You cannot create new tags yet: use existing ones, or write a few posts first.",
  // conflict
  "edited-meanwhile":
    "Somebody else changed this while you were editing. Both texts are below: merge them and save again.",
  "name-taken": "That name, or one that looks like it, is taken. Choose another.",
  "email-taken": "There is already an account with that address.",
  "owner-exists": "The forum already has an owner. Ask them for a role.",
  "id-taken": "That was already saved.",
  "mail-gone":
    "That mail went out, or its text is not kept any more. Whoever needs a new link asks for one on the sign-in page.",
  "already-undone": "That was undone already.",
  "not-undoable": "That cannot be undone any more, or not before what was done after it.",
  busy: "Too many people are changing this at once. Try again in a moment.",
  // limited
  "slow-down": "That was quick. Wait a little and send it again; your text is kept.",
  // invalid
  "invalid-input": "Something in the form is not right. See the notes beside the fields.",
  "too-much-markup":
    "That has more formatting than one post can hold, say a very large table. Split it into several posts.",
  "answer-not-in-topic": "That post is not a reply in this topic.",
  "too-many-muted": "You have muted as many members as one can. Unmute somebody first.",
  "category-not-empty": "Move or delete what is in the category first.",
  "category-nesting": "A sub-category cannot have sub-categories of its own.",
  "category-opens-parent": "A sub-category cannot be open to more people than the category above it.",
  "same-category": "These are the same category. Choose another one.",
  "merge-same-topic": "These are the same topic. Name another one.",
  "merge-no-topic": "That is no address of a topic here. Copy it from the address bar of the topic.",
  "split-first-post": "The first post stays: a topic is split at one of its replies.",
  "token-used": "This link has expired or was already used. Ask for a new one.",
  "unsubscribe-invalid":
    "This link is not complete or not valid any more. Copy it again, or sign in and choose your mail there.",
  "wrong-credentials": "E-mail address or password is wrong.",
  "wrong-password": "That is not your present password.",
  "wrong-name": "That is not your name here. Type it exactly as it is shown.",
  "email-unverified": "Confirm your e-mail address first: we have just sent you the link again.",
} as const

export type MessageCode = keyof typeof MESSAGES
