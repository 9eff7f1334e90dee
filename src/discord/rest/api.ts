import {
  type APIInteraction,
  type APIInteractionResponse,
  type APIMessage,
  type APIThreadChannel,
  type REST,
  type RESTGetAPIChannelMessageResult,
  type RESTGetAPIChannelMessagesResult,
  type RESTPatchAPIChannelJSONBody,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPatchAPIInteractionOriginalResponseJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageResult,
  type RESTPostAPIChannelMessagesThreadsJSONBody,
  type RESTPostAPIGuildForumThreadsJSONBody,
  type RESTPostAPIInteractionFollowupJSONBody,
  Routes,
} from 'discord.js';

/** The type that discord.js has for these lists speaks of channels of any kind. */
type Threads = { readonly threads: APIThreadChannel[] };

/**
 * The routes of Discord's API that are used, each with the types of its body and its answer. Errors are those of the
 * REST client (see errors.ts); how often it repeats a request is its own affair.
 */
export class DiscordApi {
  readonly #rest: REST;

  constructor(rest: REST) {
    this.#rest = rest;
  }

  createMessage(
    channelId: string,
    body: RESTPostAPIChannelMessageJSONBody,
    signal?: AbortSignal,
  ): Promise<APIMessage> {
    const request = this.#rest.post(Routes.channelMessages(channelId), { body, ...(signal && { signal }) });
    return answerOf<RESTPostAPIChannelMessageResult>(request);
  }

  async editMessage(
    channelId: string,
    messageId: string,
    body: RESTPatchAPIChannelMessageJSONBody,
  ): Promise<void> {
    await this.#rest.patch(Routes.channelMessage(channelId, messageId), { body });
  }

  async deleteMessage(channelId: string, messageId: string): Promise<void> {
    await this.#rest.delete(Routes.channelMessage(channelId, messageId));
  }

  async crosspostMessage(channelId: string, messageId: string): Promise<void> {
    await this.#rest.post(Routes.channelMessageCrosspost(channelId, messageId));
  }

  getMessage(channelId: string, messageId: string): Promise<APIMessage> {
    return answerOf<RESTGetAPIChannelMessageResult>(
      this.#rest.get(Routes.channelMessage(channelId, messageId)),
    );
  }

  /** A page of a channel's messages, the newest first; `before` is the id of the message that it ends before. */
  listMessages(channelId: string, limit: number, before?: string): Promise<APIMessage[]> {
    const query = new URLSearchParams({ limit: String(limit), ...(before && { before }) });
    return answerOf<RESTGetAPIChannelMessagesResult>(
      this.#rest.get(Routes.channelMessages(channelId), { query }),
    );
  }

  /** Opens a thread below a message. */
  async openThread(
    channelId: string,
    messageId: string,
    body: RESTPostAPIChannelMessagesThreadsJSONBody,
  ): Promise<void> {
    await this.#rest.post(Routes.threads(channelId, messageId), { body });
  }

  /** Opens a thread of a forum, with its first message. */
  createForumPost(
    channelId: string,
    body: RESTPostAPIGuildForumThreadsJSONBody,
    signal: AbortSignal,
  ): Promise<APIThreadChannel> {
    return answerOf<APIThreadChannel>(this.#rest.post(Routes.threads(channelId), { body, signal }));
  }

  /** All threads of a server that are open. */
  async listActiveThreads(guildId: string): Promise<APIThreadChannel[]> {
    const request = this.#rest.get(Routes.guildActiveThreads(guildId));
    return (await answerOf<Threads>(request)).threads;
  }

  /** The public threads of a channel that were archived last. */
  async listArchivedThreads(channelId: string, limit: number): Promise<APIThreadChannel[]> {
    const query = new URLSearchParams({ limit: String(limit) });
    const request = this.#rest.get(Routes.channelThreads(channelId, 'public'), { query });
    return (await answerOf<Threads>(request)).threads;
  }

  /** Changes a channel, or a thread. */
  async editChannel(channelId: string, body: RESTPatchAPIChannelJSONBody): Promise<void> {
    await this.#rest.patch(Routes.channel(channelId), { body });
  }

  async deleteChannel(channelId: string): Promise<void> {
    await this.#rest.delete(Routes.channel(channelId));
  }

  /** The first answer to an interaction. */
  async answerInteraction(
    { id, token }: Pick<APIInteraction, 'id' | 'token'>,
    body: APIInteractionResponse,
  ): Promise<void> {
    await this.#rest.post(Routes.interactionCallback(id, token), { auth: false, body });
  }

  /** Replaces "is thinking…", or the message that was pressed. */
  async editAnswer(
    { application_id, token }: APIInteraction,
    body: RESTPatchAPIInteractionOriginalResponseJSONBody,
  ): Promise<void> {
    await this.#rest.patch(Routes.webhookMessage(application_id, token), { auth: false, body });
  }

  /** One more message after the first answer. */
  async followUp(
    { application_id, token }: APIInteraction,
    body: RESTPostAPIInteractionFollowupJSONBody,
  ): Promise<void> {
    await this.#rest.post(Routes.webhook(application_id, token), { auth: false, body });
  }
}

async function answerOf<Answer>(request: Promise<unknown>): Promise<Answer> {
  // Holds because each route above names the type that discord.js gives for its answer (discord-api-docs, resources).
  return (await request) as Answer;
}
