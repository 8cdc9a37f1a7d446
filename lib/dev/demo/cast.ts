/** The people and the categories of the demo: a shed full of wooden boats, and those who keep them afloat. */
import type { Role } from "#lib/db/items/users.ts"

export type CastMember = { name: string; role: Role; about: string }

export const CAST: CastMember[] = [
  {
    name: "Nele",
    role: "moderator",
    about: "Keeps the shed's keys, lists and temper. Sails *Kestrel* when there is time.",
  },
  {
    name: "Marisol",
    role: "moderator",
    about: "Treasurer, teaches children to tie bowlines. Says no to kettles.",
  },
  {
    name: "Jory",
    role: "member",
    about: "Built boats for forty years and has stopped, apart from all the boats.",
  },
  { name: "Greta_B", role: "member", about: "Swept Pascoe's floor in 1956. Remembers which way it sloped." },
  { name: "Tamsin_K", role: "member", about: "Owner of *Petrel*, 18 ft, clinker, blue." },
  { name: "oddvar", role: "member", about: "Rows." },
  { name: "wet.paint", role: "member", about: "Varnish, paint, gilding. Do not touch." },
  { name: "Kobayashi", role: "member", about: "Joiner. Came for a week in 1994. 小林" },
  { name: "Hanneke", role: "member", about: "Sailmaker, third generation. Can feel tar from a distance." },
  { name: "Bram", role: "member", about: "Wires, sensors, small programs. Happy to explain the bucket." },
  {
    name: "pete_the_tide",
    role: "member",
    about: "Has written down every high water at the slip since 1998.",
  },
  { name: "Ines", role: "member", about: "Marine biologist. Would like to see your worm." },
  { name: "Abimbola", role: "member", about: "Student of naval architecture. Holds the other end." },
]

/** `general`, `questions` and `staff` are there from a forum's first start and are changed to these. */
export const PLACES = [
  {
    id: "general",
    name: "The quay",
    description: "Talk about anything that floats, used to, or should. Say hello here.",
    position: 10,
    hue: 205,
  },
  {
    id: "questions",
    name: "Ask the shed",
    description: "One question a topic. Mark the answer that helped, the next one will be glad of it.",
    position: 20,
    hue: 150,
    kind: "question",
  },
  {
    id: "repairs",
    name: "Builds and repairs",
    description: "Planks, paint, tools and build logs. Mistakes first.",
    position: 30,
    hue: 28,
  },
  {
    id: "gadgets",
    name: "Wires and gadgets",
    description: "Batteries, sensors and the programs that watch the bilge.",
    parent: "repairs",
    position: 31,
    hue: 275,
  },
  {
    id: "trips",
    name: "Tides and trips",
    description: "Where we went, when the water allowed it, and how it felt.",
    position: 40,
    hue: 230,
  },
  {
    id: "free",
    name: "For sale and for free",
    description: "Offcuts, dinghies and things found behind the flour.",
    position: 50,
    hue: 330,
  },
  {
    id: "members",
    name: "Members' notes",
    description: "Keys, berths and minutes: for people who are signed in.",
    position: 60,
    hue: 95,
    readers: "members",
  },
  {
    id: "staff",
    name: "Committee",
    description: "For those who look after the place.",
    position: 90,
    hue: 0,
    readers: "staff",
    writers: "staff",
  },
] as const
