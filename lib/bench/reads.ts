/** Every access pattern, asked as a full page of it is asked. */

import { newId } from "#lib/base/ids.ts"
import { FIRST_PART } from "#lib/db/items/sitemap.ts"
import * as categories from "#lib/db/patterns/categories.ts"
import * as imports from "#lib/db/patterns/imports.ts"
import { namesBeginning } from "#lib/db/patterns/names.ts"
import * as posts from "#lib/db/patterns/posts.ts"
import * as reading from "#lib/db/patterns/reading.ts"
import * as revisions from "#lib/db/patterns/revisions.ts"
import * as site from "#lib/db/patterns/site.ts"
import * as sitemap from "#lib/db/patterns/sitemap.ts"
import * as tags from "#lib/db/patterns/tags.ts"
import * as topics from "#lib/db/patterns/topics.ts"
import * as users from "#lib/db/patterns/users.ts"
import { latestTopics, newestTopics, waitingTopics } from "#lib/forum/latest.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { ACT_READS } from "./acts.ts"
import { CASE_READS } from "./cases.ts"
import { COST_READS } from "./costs.ts"
import { DRAFT_READS } from "./drafts.ts"
import { PROFILE_READS } from "./profiles.ts"
import { FIGURE_READS } from "./reads-figures.ts"
import { MAIL_READS } from "./reads-mail.ts"
import { NOTIFICATION_READS } from "./reads-notifications.ts"
import { SAGA_READS } from "./reads-sagas.ts"
import { SEARCH_READS } from "./reads-search.ts"
import { STATISTICS_READS } from "./reads-statistics.ts"
import { STREAM_READS } from "./reads-stream.ts"
import { UPLOAD_READS } from "./reads-uploads.ts"
import { WATCHING_READS } from "./reads-watching.ts"
import { THANKS_READS } from "./thanks.ts"
import { TRUST_READS } from "./trust.ts"
import { TWO_STEP_READS } from "./two-step.ts"
import type { World } from "./world.ts"
import { ADMIN_READS } from "./writes-admin.ts"

/** By the pattern's number. Places are remembered per process, so each lookup by id asks for another topic. */
export const READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-1": () => categories.listCategories(),
  "AP-1b": () => categories.findCategory("harbour"),
  "AP-1c": (world) => categories.findCategories(world.categories.map(({ id }) => id)),
  "AP-2": () => topics.topicsByActivity("harbour"),
  "AP-3": () => topics.topicsByCreation("harbour"),
  "AP-3b": (world) =>
    categories.findTops([
      { category: "harbour", period: "all" },
      { category: "harbour", period: world.topics[0]!.createdAt.slice(0, 7) },
    ]),
  "AP-4": (world) => topics.topicsAt(world.topics.slice(0, 30)),
  "AP-5": (world) => topics.getTopic("harbour", world.topics[1]!.id),
  "AP-5b": (world) => topics.getTopicAndCategory("harbour", world.topics[1]!.id),
  "AP-5c": (world) => topics.getTopicsAndCategories(world.topics.slice(0, 30)),
  "AP-6": (world) => topics.findTopic(world.topics[2]!.id),
  "AP-6b": (world) => topics.findTopics(world.topics.slice(3, 33).map(({ id }) => id)),
  "AP-6c": (world) => posts.findPost(world.posts[5]!.id),
  "AP-6d": (world) => topics.findTopicAndCategory(world.topics[34]!.id),
  "AP-7": (world) => posts.postsFrom(world.topics[0]!.id, { from: world.posts[20]!.id }),
  "AP-7b": (world) => posts.postsOnPage(world.topics[0]!.id, 2),
  "AP-7c": (world) => posts.pageOfPost(world.topics[0]!.id, world.posts[45]!.id),
  "AP-7i": (world) => posts.placeOfPost(world.topics[0]!.id, world.posts[55]!.id),
  "AP-7j": (world) => posts.markBefore(world.topics[0]!.id, world.posts[55]!.id),
  "AP-7d": (world) => posts.getPost(world.topics[0]!.id, world.posts[1]!.id),
  "AP-7e": (world) => posts.postIdsFrom(world.topics[0]!.id, world.posts[20]!.id, 21),
  "AP-7f": (world) => posts.pageMark(world.topics[0]!.id, 2),
  "AP-7g": (world) => posts.lastPosts(world.topics[0]!.id),
  "AP-7h": (world) => posts.firstPostSince(world.topics[0]!.id, world.posts[30]!.createdAt),
  "AP-8a": (world) => topics.topicsByAuthor(world.members[0]!.id, () => true),
  "AP-8b": (world) => posts.postsByAuthor(world.members[0]!.id, async (some) => some),
  "AP-9": (world) => latestTopics(world.categories),
  "AP-9b": (world) => newestTopics(world.categories),
  "AP-9c": (world) => waitingTopics(world.categories),
  "AP-10": () => tags.topicsWithTag("boats", () => true),
  "AP-10c": () => topics.unansweredTopics("harbour"),
  "AP-10b": () => tags.findTags(["boats", "winter", "sails", "ropes", "knots"]),
  "AP-11": (world) => reading.readStateOf(world.members[0]!.id, world.topics[0]!.id),
  "AP-12": (world) =>
    reading.readStatesOf(
      world.members[0]!.id,
      world.topics.slice(0, 30).map(({ id }) => id),
    ),
  "AP-15": (world) => users.getUser(world.members[0]!.id),
  "AP-15a": () => users.userByEmail("member-0@example.org"),
  "AP-15b": () => users.userBySkeleton(skeletonOf("member-0")),
  "AP-15c": () => users.userByAccount("github", "member-0"),
  "AP-15d": (world) => users.passwordHashOf(world.members[0]!.id),
  "AP-15e": (world) => users.usersBySkeletons(world.members.slice(0, 5).map(({ name }) => skeletonOf(name))),
  "AP-15f": (world) => imports.findUsers(world.members.slice(0, 30).map(({ id }) => id)),
  "AP-15g": (world) => imports.ownersOfNames(world.members.slice(0, 30).map(({ name }) => skeletonOf(name))),
  "AP-15i": () => users.askedName("member-0@example.org"),
  "AP-18": (world) => revisions.revisionsOf(world.posts[1]!.id),
  "AP-18b": (world) => revisions.getRevision(world.posts[1]!.id, 1),
  "AP-18c": (world) => revisions.reactionsTo(world.posts[1]!.id),
  "AP-19": (world) => site.madeByForm("form-of-ann", world.members[0]!.id),
  "AP-19b": () => site.findKept("kept-by-ann"),
  "AP-20": () => site.findToken("token-of-ann"),
  "AP-21": () => site.findOldAddress("discourse#t#0"),
  "AP-21b": () => site.findOldPost("discourse#t#0", 7),
  "AP-21c": () => imports.findOldAddresses(Array.from({ length: 30 }, (_, i) => `discourse#t#${i}`)),
  "AP-21d": () => imports.findOldPosts("discourse#t#0", 59),
  "AP-21e": () => imports.listTallies(),
  "AP-135": (world) => site.spentOf("post.create", world.members[0]!.id, 1),
  "AP-136": () => namesBeginning("m"),
  "AP-22": () => site.getSetting("owner"),
  "AP-24": () => sitemap.topicsOfPart("deck", FIRST_PART),
  "AP-24b": () => sitemap.sitemapParts("deck"),
  "AP-24c": () => sitemap.partAround("deck", newId()),
  ...ADMIN_READS,
  ...DRAFT_READS,
  ...FIGURE_READS,
  ...NOTIFICATION_READS,
  ...SEARCH_READS,
  ...STREAM_READS,
  ...STATISTICS_READS,
  ...COST_READS,
  ...SAGA_READS,
  ...MAIL_READS,
  ...PROFILE_READS,
  ...THANKS_READS,
  ...TRUST_READS,
  ...TWO_STEP_READS,
  ...UPLOAD_READS,
  ...ACT_READS,
  ...CASE_READS,
  ...WATCHING_READS,
}
