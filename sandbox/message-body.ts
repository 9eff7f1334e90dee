import type { APIEmbed } from 'discord.js';
import type { Component } from './component-limits.ts';

/** The body of a message request after its schema took it. */
export type MessageBody = {
  content?: string | null;
  embeds?: APIEmbed[] | null;
  components?: Component[] | null;
  flags?: number | null;
  attachments?: unknown[] | null;
  sticker_ids?: string[] | null;
  poll?: unknown;
  tts?: boolean | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
  allowed_mentions?: { parse?: string[] | null; users?: string[] | null; roles?: string[] | null } | null;
  message_reference?: { message_id: string; fail_if_not_exists?: boolean | null } | null;
};
