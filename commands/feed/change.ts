import { BREAKING, type Feed, type FeedSettings } from '../../src/curation/feed.ts';
import type { CustomId } from '../../src/discord/cards/custom-id.ts';
import {
  type CommandContext,
  type ComponentHandler,
  type Form,
  UserError,
} from '../../src/discord/interactions/command.ts';
import type { Content } from '../../src/discord/rest/outgoing.ts';
import { type Admin, requireAdmin, requireChannel, requireFeed } from './access.ts';
import { buildFeedForm, fillForm, readShown, showTyped } from './form.ts';
import type { FeedOptions } from './options.ts';
import { buildPreview } from './preview.ts';
import { answerWithPreview, assertCanPost, listHotNow } from './save.ts';
import {
  changeSettings,
  defaultSettings,
  readFields,
  readTypedSettings,
  type TypedSettings,
} from './settings/settings.ts';

/** `/feed add`: checks everything, begins, and shows what the channel will get. */
export async function addFeed(options: FeedOptions, admin: Admin, context: CommandContext): Promise<Content> {
  const { t, guildId, userId } = admin;
  const { subscriptions, config, clock } = context;
  const channel = await requireChannel(options.getId('channel') ?? admin.channelId, admin, context);
  const mention = `<#${channel.id}>`;
  if (subscriptions.findEnvironment(channel.id) !== undefined) {
    throw new UserError(t('feed.errors.isEnvironment', { channel: mention }));
  }
  if (subscriptions.feeds.get(channel.id) !== undefined) {
    throw new UserError(t('feed.errors.exists', { channel: mention }));
  }
  const count = subscriptions.feeds.listOfGuild(guildId).length;
  if (count >= config.feedsPerGuild) throw new UserError(t('feed.errors.tooMany', { count }));
  const settings = changeSettings(defaultSettings(context), readTypedSettings(options), admin, context);
  assertCanPost(settings, channel, t, context);

  const feed: Feed = {
    ...settings,
    channelId: channel.id,
    guildId,
    createdBy: userId,
    createdAtMs: clock.now(),
    pausedBy: null,
    ignoredStoryIds: [],
    leftAtMs: null,
  };
  const begun =
    settings.schedule === BREAKING ? { ...feed, ignoredStoryIds: listHotNow(feed, context) } : feed;
  await subscriptions.feeds.put(begun);
  return answerWithPreview(t('feed.added', { channel: mention }), begun, channel, admin, context);
}

/** `/feed edit`: changes what is given; with the channel alone, the form opens. */
export async function editFeed(
  options: FeedOptions,
  admin: Admin,
  context: CommandContext,
): Promise<Content | Form> {
  const feed = requireFeed(options.getId('channel') ?? admin.channelId, admin, context);
  const typed = readTypedSettings(options);
  if (Object.keys(typed).length === 0) return buildFeedForm(feed, admin.t, context);
  return await changeFeed(feed, typed, admin, context);
}

/** The form of `/feed edit`, filled in. */
export const feedForm: ComponentHandler<Extract<CustomId, { kind: 'feed-form' }>> = {
  mode: 'reply',
  async answer({ channelId }, { fields }, asker, context) {
    const admin = requireAdmin(asker);
    const feed = requireFeed(channelId, admin, context);
    try {
      return await changeFeed(feed, readFields(fields, admin.t), admin, context);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(error.message, showTyped(feed, fields, admin.t));
    }
  },
};

/** *More settings*, or *Try again* below what was typed: the form. */
export const feedEditButton: ComponentHandler<Extract<CustomId, { kind: 'feed-edit' }>> = {
  mode: 'reply',
  answer({ channelId }, { card }, asker, context) {
    const admin = requireAdmin(asker);
    const feed = requireFeed(channelId, admin, context);
    return fillForm(buildFeedForm(feed, admin.t, context), readShown(card));
  },
};

/** `/feed preview`. */
export async function previewFeed(
  options: FeedOptions,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  const feed = requireFeed(options.getId('channel') ?? admin.channelId, admin, context);
  const channel = await requireChannel(feed.channelId, admin, context);
  return buildPreview(feed, channel, admin.t, context);
}

async function changeFeed(
  feed: Feed,
  typed: TypedSettings,
  admin: Admin,
  context: CommandContext,
): Promise<Content> {
  const channel = await requireChannel(feed.channelId, admin, context);
  const saved = await saveSettings(feed, typed, admin, context);
  const text = saved === feed ? 'feed.unchanged' : 'feed.changed';
  const done = admin.t(text, { channel: `<#${channel.id}>` });
  return answerWithPreview(done, saved, channel, admin, context);
}

/** @returns the feed as it is now: the same object where nothing changed. @throws UserError */
export async function saveSettings(
  feed: Feed,
  typed: TypedSettings,
  admin: Admin,
  context: CommandContext,
): Promise<Feed> {
  const channel = await requireChannel(feed.channelId, admin, context);
  const settings = changeSettings(feed, typed, admin, context);
  assertCanPost(settings, channel, admin.t, context);
  const changed: Feed = { ...feed, ...settings };
  if (JSON.stringify(changed) === JSON.stringify(feed)) return feed;
  const takesOthers = settings.schedule === BREAKING && describeTaste(settings) !== describeTaste(feed);
  const saved = takesOthers ? { ...changed, ignoredStoryIds: listHotNow(changed, context) } : changed;
  await context.subscriptions.feeds.put(saved);
  return saved;
}

/** Everything that decides which stories a feed takes. */
function describeTaste({
  topics,
  excludedTopics,
  excludedProviders,
  minHeat,
  schedule,
}: FeedSettings): string {
  return JSON.stringify([topics, excludedTopics, excludedProviders, minHeat, schedule]);
}
