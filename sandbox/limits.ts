import type { APIEmbed } from 'discord.js';
import { type Component, checkComponents } from './component-limits.ts';
import { type FieldError, invalidFormBody, refuse } from './errors.ts';
import { checkUrl, countChars, required, tooLong } from './field-checks.ts';
import { checkMentions } from './mentions.ts';
import type { MessageBody } from './message-body.ts';
import { MESSAGE_FLAG } from './model.ts';

// What Discord documents and its published schemas do not check. Bodies come here after the schemas took them.

/** resources/message: a message's content; the schema says 4000. */
export const CONTENT_MAX_CHARS = 2000;
/** resources/message, embed limits: all texts of all embeds of a message. */
const EMBEDS_TOTAL_MAX_CHARS = 6000;

/** What the message holds once the body is applied: a body for a new message, body over message for an edit. */
export type MessageContent = {
  content: string;
  embeds: readonly APIEmbed[];
  components: readonly Component[];
  flags: number;
};

/**
 * Checks a message against the limits the schemas miss.
 * @param prefix where the message stands in the request's body: `['data']` in an interaction callback
 * @throws DiscordError 50035, or 50006 when nothing would be left to show
 */
export function checkMessage(
  body: MessageBody,
  result: MessageContent,
  prefix: readonly string[] = [],
): void {
  const errors = [
    ...checkContent(body),
    ...(body.embeds ?? []).flatMap((embed, index) => checkEmbed(embed, ['embeds', index])),
    ...checkEmbedsTotal(body.embeds ?? []),
    ...checkComponents(body.components ?? [], (result.flags & MESSAGE_FLAG.componentsV2) !== 0),
    ...checkV2Fields(body, result),
    ...checkMentions(body),
  ];
  if (errors.length > 0) {
    throw invalidFormBody(errors.map((error) => ({ ...error, path: [...prefix, ...error.path] })));
  }
  const isEmpty = result.content === '' && result.embeds.length === 0 && result.components.length === 0;
  if (isEmpty && !body.sticker_ids?.length && !body.poll && !body.attachments?.length)
    throw refuse('emptyMessage');
}

function checkContent(body: MessageBody): FieldError[] {
  return countChars(body.content ?? '') > CONTENT_MAX_CHARS ? [tooLong(['content'], CONTENT_MAX_CHARS)] : [];
}

function checkEmbed(embed: APIEmbed, path: FieldError['path']): FieldError[] {
  const shown = [embed.title, embed.description, embed.author, embed.footer, embed.image, embed.thumbnail];
  const isEmpty = !shown.some(Boolean) && !embed.fields?.length && !embed.url;
  return [
    ...(isEmpty ? [required([...path, 'description'])] : []),
    ...(embed.author && !embed.author.name ? [required([...path, 'author', 'name'])] : []),
    ...(embed.footer && !embed.footer.text ? [required([...path, 'footer', 'text'])] : []),
    ...(embed.fields ?? []).flatMap((field, index) => [
      ...(field.name === '' ? [required([...path, 'fields', index, 'name'])] : []),
      ...(field.value === '' ? [required([...path, 'fields', index, 'value'])] : []),
    ]),
    ...checkUrl(embed.url, [...path, 'url'], WEB_SCHEMES),
    ...checkUrl(embed.author?.url, [...path, 'author', 'url'], WEB_SCHEMES),
    ...checkUrl(embed.author?.icon_url, [...path, 'author', 'icon_url'], MEDIA_SCHEMES),
    ...checkUrl(embed.footer?.icon_url, [...path, 'footer', 'icon_url'], MEDIA_SCHEMES),
    ...checkUrl(embed.image?.url, [...path, 'image', 'url'], MEDIA_SCHEMES),
    ...checkUrl(embed.thumbnail?.url, [...path, 'thumbnail', 'url'], MEDIA_SCHEMES),
  ];
}

function checkEmbedsTotal(embeds: readonly APIEmbed[]): FieldError[] {
  const texts = embeds.flatMap((embed) => [
    embed.title,
    embed.description,
    embed.footer?.text,
    embed.author?.name,
    ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
  ]);
  const total = texts.reduce((sum, text) => sum + countChars(text ?? ''), 0);
  if (total <= EMBEDS_TOTAL_MAX_CHARS) return [];
  const message = `Embed size exceeds maximum size of ${EMBEDS_TOTAL_MAX_CHARS}`;
  return [{ path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message }];
}

function checkV2Fields(body: MessageBody, result: MessageContent): FieldError[] {
  if ((result.flags & MESSAGE_FLAG.componentsV2) === 0) return [];
  const used = {
    content: result.content !== '',
    embeds: result.embeds.length > 0,
    sticker_ids: Boolean(body.sticker_ids?.length),
    poll: Boolean(body.poll),
  };
  return Object.entries(used).flatMap(([field, isUsed]) =>
    isUsed
      ? [
          {
            path: [field],
            code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
            message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
          },
        ]
      : [],
  );
}

/** resources/message: a link in an embed; and what may be an image. */
const WEB_SCHEMES = ['http', 'https'];
const MEDIA_SCHEMES = ['http', 'https', 'attachment'];
