import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js';
import { DIGEST_LINES_MAX } from '../../curation/digest.ts';
import type { DigestLine } from '../../delivery/channel-port.ts';
import type { Translate } from '../../locales/translate.ts';
import { countChars, cutText } from '../../story/text.ts';
import { EMBED_DESCRIPTION_MAX_CHARS, EMBED_TITLE_MAX_CHARS } from '../rest/limits.ts';
import type { Content } from '../rest/outgoing.ts';
import { buildCustomId, type DigestState } from './custom-id.ts';
import { buildDigestMenu, buildMoreButton, describeLines, type LinkOf } from './digest-card.ts';
import { buildPageButtons, formatPage, LIST_COLOR } from './list-cards.ts';

export const LINES_PER_PAGE = DIGEST_LINES_MAX;

/** A page of the news of a time, as somebody asked for it. */
export type DigestPage = {
  readonly title: string;
  readonly span: string;
  readonly lines: readonly DigestLine[];
  readonly state: DigestState;
  /** Counted from 0. */
  readonly page: number;
  readonly pages: number;
  /** `member`: who asked, and may show it to `everyone`; `reader`: who asked, and may not. */
  readonly audience: 'member' | 'reader' | 'everyone';
};

/** The list with a menu that opens an event, and the way to the other pages. */
export function buildDigestPage(
  { title, span, lines, state, page, pages, audience }: DigestPage,
  t: Translate,
  linkOf: LinkOf,
): Content {
  const room = EMBED_DESCRIPTION_MAX_CHARS - countChars(span) - 2;
  const more = buildCustomId({ kind: 'digest-more', state, page: page + 1 });
  const turn = buildPageButtons(page, pages, t, (target) => ({ kind: 'digest-page', state, page: target }));
  const show: APIButtonComponentWithCustomId = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: t('digest.show'),
    custom_id: buildCustomId({ kind: 'digest-show', state, page }),
  };
  return {
    embeds: [
      {
        title: cutText(title, EMBED_TITLE_MAX_CHARS),
        description: `${span}\n\n${describeLines(lines, t, linkOf, room)}`,
        color: LIST_COLOR,
        ...(pages > 1 && { footer: { text: formatPage(page, pages, t) } }),
      },
    ],
    components: [
      ...buildDigestMenu(lines, t),
      // What everyone sees, nobody turns under the others' eyes.
      ...(audience === 'everyone' ? (page + 1 < pages ? [buildMoreButton(more, t)] : []) : []),
      ...(audience !== 'everyone' && pages > 1 ? [turn] : []),
      ...(audience === 'member' ? [{ type: ComponentType.ActionRow as const, components: [show] }] : []),
    ],
  };
}
