import type { Feed } from '../../src/curation/feed.ts';
import { buildCustomId } from '../../src/discord/cards/custom-id.ts';
import type { Form } from '../../src/discord/interactions/command.ts';
import type { Translate } from '../../src/locales/translate.ts';
import { buildFields } from './settings/settings.ts';

/** The form of a feed, filled with what it is set to. */
export function buildFeedForm(feed: Feed, t: Translate): Form {
  return {
    form: {
      custom_id: buildCustomId({ kind: 'feed-form', channelId: feed.channelId }),
      title: t('feed.form.title'),
      components: buildFields(feed, t),
    },
  };
}
