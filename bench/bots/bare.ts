import { Client, Events, GatewayIntentBits } from 'discord.js';
import { tell, watchLoop } from './loop-watch.ts';

// The least that a bot can be: it connects, has a command `news`, and answers "ok".

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
watchLoop(() => void client.destroy().then(() => process.exit()));
client.once(Events.ClientReady, async (ready) => {
  await ready.application.commands.set([
    {
      name: 'news',
      description: 'Answers ok',
      options: [{ type: 3, name: 'query', description: 'Words' }],
    },
  ]);
  tell({ kind: 'ready' });
});
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.reply('ok');
});
await client.login(process.env.DISCORD_TOKEN);
