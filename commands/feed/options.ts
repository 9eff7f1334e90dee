import type { CommandOptions } from '../../src/discord/interactions/options.ts';
import type { SettingOptionName } from './settings/settings.ts';

/** Every option of `/feed` and its subcommands. */
export type FeedOptions = CommandOptions<SettingOptionName | 'channel' | 'story' | 'clear'>;
