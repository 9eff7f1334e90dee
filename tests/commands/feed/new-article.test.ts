import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFeed } from '../../support/command-feed.ts';
import { ADMIN_ID, findButton, modeOf, prepareScenes, textOf } from '../../support/command-scene.ts';
import { setUpContent } from '../../support/content-setup.ts';
import { storyPostOf } from '../../support/memory-channels.ts';
import { openFeedServer } from '../../support/open-feed-server.ts';
import { openLibrary } from '../../support/open-library.ts';
import { recordText } from '../../support/record-text.ts';

const openScene = prepareScenes({});

const PAGE = `<!doctype html><html><head><meta property="og:title" content="OpenAI teaches robots to fold laundry">
<meta property="og:site_name" content="Robot Post"><link rel="canonical" href="/robots?id=7"></head><body></body></html>`;
const UNKNOWN =
  'I do not know that article. Try words of its headline, or ask whoever hosts me to add it (`heatline add`).';

/** A bot with a library that it may write to, and a page that nobody has a record of. */
async function open(files: Readonly<Record<string, string>> = {}) {
  const server = await openFeedServer();
  const page = { headers: { 'content-type': 'text/html' }, body: PAGE };
  for (const path of ['/robots', '/robots?id=7']) server.set(path, page);
  server.set('/empty', { headers: { 'content-type': 'text/html' }, body: '<!doctype html><html></html>' });
  const url = `${server.url}/robots`;
  const filesHere = Object.entries(files).map(([name, text]) => [name, text.replaceAll('URL', url)]);
  const { contentDir, environment } = setUpContent('', Object.fromEntries(filesHere));
  const { library } = await openLibrary(contentDir, { isWatching: true });
  const scene = await openScene({ library, settings: environment });
  const { home, discord, feeds, admin } = scene;
  await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId }));
  const listWritten = () =>
    existsSync(join(contentDir, 'news')) ? readdirSync(join(contentDir, 'news')) : [];
  return {
    ...scene,
    server,
    url,
    listWritten,
    /** `/feed post` with the link, and the press of what it offers. */
    async offerAndPress() {
      const offer = await admin.run('feed', 'post', { story: url });
      return admin.press(findButton(offer, 'Add and post'), [], offer.embeds[0] ?? null);
    },
  };
}

test('given the link of an unknown article, an admin is shown what its page says, and nothing is written', async () => {
  const { admin, url, home, server, channels, listWritten } = await open();
  const offer = await admin.run('feed', 'post', { story: ` ${url} ` });
  expect(offer.content).toBe(
    `I don’t know this article yet. This is what its page says. Shall I add it and post it in <#${home}>?`,
  );
  expect(offer.embeds).toMatchObject([
    {
      title: 'OpenAI teaches robots to fold laundry',
      url: `${server.url}/robots?id=7`,
      author: { name: 'Robot Post' },
    },
  ]);
  expect(modeOf(findButton(offer, 'Add and post'))).toBe('update');
  expect([channels.messages, listWritten()]).toEqual([[], []]);
});

test('given its press, the record is written, and the story posted once, as by the admin', async () => {
  const { admin, url, channels, context, home, offerAndPress, listWritten } = await open();
  expect((await offerAndPress()).content).toMatch(/^Posted: https:/);
  expect(channels.messages).toMatchObject([{ channelId: home, post: { story: { heat: 70 } } }]);
  const [message] = channels.messages;
  expect(context.ledger.find(home, storyPostOf(message).story.id)).toMatchObject({
    reasons: { postedBy: ADMIN_ID },
  });
  expect(listWritten()).toHaveLength(1);
  expect(await admin.refused('feed', 'post', { story: url })).toContain('already');
  expect(channels.messages).toHaveLength(1);
});

test('given two presses at once, one record is written and one message sent', async () => {
  const { admin, url, channels, listWritten } = await open();
  const offer = await admin.run('feed', 'post', { story: url });
  const press = () => admin.press(findButton(offer, 'Add and post'), [], offer.embeds[0] ?? null);
  await Promise.allSettled([press(), press()]);
  expect([channels.messages.length, listWritten().length]).toEqual([1, 1]);
});

test('given an article whose record an editor holds back, it is not added beside it', async () => {
  const held = recordText({ title: 'Held back', webUrl: 'URL?id=7', published: false });
  const { offerAndPress, channels, listWritten } = await open({ 'held.md': held });
  await expect(offerAndPress()).rejects.toThrow('there is a record of it, which is not shown');
  expect([channels.messages, listWritten()]).toEqual([[], []]);
});

test('given a page that is no article, the answer says why', async () => {
  const { admin, server } = await open();
  expect(await admin.refused('feed', 'post', { story: `${server.url}/empty` })).toContain(
    'the page names no headline',
  );
  expect(await admin.refused('feed', 'post', { story: `${server.url}/gone` })).toMatch(
    /^I couldn’t add that article: .*404/,
  );
});

test('given a bot of two servers, only those whom it belongs to may add an article', async () => {
  const { admin, url, discord, offerAndPress } = await open();
  const offer = await admin.run('feed', 'post', { story: url });
  discord.addGuild();
  let owner: unknown = { id: '900000000000000009', username: 'host', discriminator: '0' };
  let team: unknown = null;
  discord.respond(({ path }) =>
    path === '/applications/@me' ? Response.json({ id: '1', name: 'Heatline', owner, team }) : undefined,
  );
  expect(await admin.refused('feed', 'post', { story: url })).toBe(UNKNOWN);
  expect(await admin.pressRefused(findButton(offer, 'Add and post'), [], offer.embeds[0] ?? null)).toBe(
    UNKNOWN,
  );
  const user = { id: ADMIN_ID, username: 'admin', discriminator: '0' };
  team = {
    id: '5',
    name: 'T',
    owner_user_id: '6',
    members: [{ user, membership_state: 2, role: 'developer', permissions: ['*'] }],
  };
  expect(textOf(await admin.run('feed', 'post', { story: url }))).toContain('Shall I add it');
  team = null;
  owner = user;
  expect((await offerAndPress()).content).toMatch(/^Posted: /);
});
