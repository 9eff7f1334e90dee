// Discord's limits, in code points where characters are meant. Sources: discord-api-docs, resources/message
// ("Embed Limits") and components/reference; the OpenAPI file's RichEmbed for addresses.

export const EMBED_TITLE_MAX_CHARS = 256;
export const EMBED_DESCRIPTION_MAX_CHARS = 4096;
export const EMBED_AUTHOR_MAX_CHARS = 256;
export const EMBED_FIELD_VALUE_MAX_CHARS = 1024;
export const EMBED_FOOTER_MAX_CHARS = 2048;
/** All texts of all embeds of a message together. */
export const EMBEDS_TOTAL_MAX_CHARS = 6000;

export const BUTTON_LABEL_MAX_CHARS = 80;
export const BUTTON_LINK_MAX_CHARS = 512;
export const CUSTOM_ID_MAX_CHARS = 100;
export const SELECT_TEXT_MAX_CHARS = 100;
export const SELECT_OPTIONS_MAX = 25;
export const MODAL_TITLE_MAX_CHARS = 45;

export const CHOICES_MAX = 25;
export const CHOICE_MAX_CHARS = 100;

/** The first answer to an interaction must arrive within this time (interactions/receiving-and-responding). */
export const FIRST_ANSWER_MAX_MS = 3_000;
