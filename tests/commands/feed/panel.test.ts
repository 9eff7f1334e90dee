import { describe, expect, test } from 'vitest';
import { buildCustomId, type PanelSetting } from '../../../src/discord/cards/custom-id.ts';
import { makeFeed } from '../../support/command-feed.ts';
import { buttonsOf, findButton, modeOf, prepareScenes, START, textOf } from '../../support/command-scene.ts';
import { recordText } from '../../support/record-text.ts';

const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([{ name: 'AI' }, { name: 'Law' }, { name: 'Cars, trucks' }]),
  'a.md': recordText({ title: 'Robots fold laundry', topics: ['AI'], heat: 120 }),
});

async function open(changes: Record<string, unknown> = {}) {
  const scene = await openScene();
  const { home, discord, feeds, admin } = scene;
  await feeds.put(makeFeed({ channelId: home, guildId: discord.guildId, ...changes }));
  const idOf = (kind: 'feed-set' | 'feed-choose', setting: PanelSetting) =>
    buildCustomId({ kind, setting, channelId: home });
  return {
    ...scene,
    openMenu: (setting: PanelSetting) => admin.press(idOf('feed-set', setting)),
    choose: (setting: PanelSetting, ...values: string[]) => admin.press(idOf('feed-choose', setting), values),
  };
}
type Shown = Awaited<ReturnType<Awaited<ReturnType<typeof open>>['openMenu']>>;

/** The menu below a message: its options by value, those that are set with a star. */
function menuOf({ components }: Shown) {
  const [menu] = components.flatMap((row) => row.components).filter((part) => 'min_values' in part);
  if (menu === undefined || !('options' in menu)) return menu;
  return menu.options.map(({ value, default: isSet }) => (isSet === true ? `${value} *` : value));
}

test('given a list of feeds, one is chosen from a menu, and its panel takes the list’s place', async () => {
  const { admin, home, discord, feeds } = await open();
  const other = discord.addChannel({ name: 'cars' });
  await feeds.put(makeFeed({ channelId: other, guildId: discord.guildId, createdAtMs: START }));
  const list = await admin.run('feed', 'list');
  expect(list.components).toMatchObject([
    {
      components: [
        {
          custom_id: 'P',
          options: [
            { label: '#home', value: home },
            { label: '#cars', value: other },
          ],
        },
      ],
    },
  ]);
  expect(modeOf('P')).toBe('update');
  const panel = await admin.press('P', [other]);
  expect(panel.embeds[0]).toMatchObject({
    title: 'Feed in #cars',
    description: expect.stringContaining('Topics: all'),
  });
  expect(buttonsOf(panel).map(({ label }) => label)).toEqual([
    ...['Topics', 'Schedule', 'Look', 'Pace', 'Mention'],
    ...['Time zone', 'More settings', 'Preview', 'Pause', 'Remove'],
  ]);
});

test('given a new feed, the answer has the same buttons', async () => {
  const { admin, home } = await openScene();
  const answer = await admin.run('feed', 'add', { channel: home });
  expect(findButton(answer, 'Schedule')).toBe(`S:schedule:${home}`);
});

describe('given a setting’s button, its menu opens with what is set, and a choice is saved', () => {
  test.each<[PanelSetting, Record<string, unknown>, string[], string[], Record<string, unknown>]>([
    ['topics', { topics: ['Law'] }, ['Law *', 'AI'], ['AI', 'Law'], { topics: ['AI', 'Law'] }],
    ['topics', { topics: ['Law'] }, ['Law *', 'AI'], [], { topics: [] }],
    ['style', {}, ['card *', 'compact', 'headline', 'digest'], ['headline'], { style: 'headline' }],
    ['pace', { perDay: 5 }, ['3', '5 *', '6', '12', '24', '48'], ['12'], { perDay: 12 }],
    [
      'schedule',
      {},
      ['breaking', 'half_hourly *', 'hourly', 'three_daily', 'daily', 'weekdays', 'weekly'],
      ['hourly'],
      { schedule: '0 * * * *' },
    ],
  ])('%s of %j', async (setting, changes, options, values, saved) => {
    const { openMenu, choose, feeds, home } = await open(changes);
    expect(menuOf(await openMenu(setting))).toEqual(options);
    const answer = await choose(setting, ...values);
    expect(answer.content).toBe(`The feed in <#${home}> is changed.`);
    expect(menuOf(answer)).toBeUndefined();
    expect(feeds.get(home)).toMatchObject(saved);
  });

  test('mention: a role, or nobody', async () => {
    const { openMenu, choose, feeds, home, discord } = await open();
    const role = discord.addRole({ mentionable: true });
    expect(menuOf(await openMenu('mention'))).toMatchObject({ type: 6, min_values: 0, max_values: 1 });
    await choose('mention', role);
    expect(feeds.get(home)?.mention).toEqual({ roleId: role, fromHeat: 140 });
    expect(menuOf(await openMenu('mention'))).toMatchObject({ default_values: [{ id: role, type: 'role' }] });
    await choose('mention');
    expect(feeds.get(home)?.mention).toBeNull();
  });

  test('time zone: those of the server’s language first', async () => {
    const { openMenu, choose, feeds, home, discord } = await open();
    discord.setGuildLocale('de');
    const zones = JSON.stringify(menuOf(await openMenu('timezone')));
    expect(zones).toMatch(/^\["Europe\/Berlin","Europe\/Busingen","UTC \*","America\/New_York",/);
    await choose('timezone', 'Europe/Berlin');
    expect(feeds.get(home)?.timezone).toBe('Europe/Berlin');
  });
});

test('given a schedule that names hours and no time zone yet, the time zones are offered next', async () => {
  const { choose } = await open();
  expect(menuOf(await choose('schedule', 'daily'))).toContain('UTC *');
  const berlin = await open({ timezone: 'Europe/Berlin' });
  expect(menuOf(await berlin.choose('schedule', 'daily'))).toBeUndefined();
});

test('given the choice that is set already, it says so', async () => {
  const { choose, home } = await open();
  expect((await choose('style', 'card')).content).toBe(
    `Nothing to change: the feed in <#${home}> is like that already.`,
  );
});

test('given Pause and Resume, the panel stays and says how it is, also when pressed twice', async () => {
  const { admin, home, feeds } = await open();
  const paused = await admin.press(`z:${home}`);
  expect(paused.content).toMatch(/^Paused: /);
  expect(feeds.get(home)?.pausedBy).not.toBeNull();
  expect(textOf(await admin.press(`z:${home}`))).toContain('is paused already');
  const resumed = await admin.press(findButton(paused, 'Resume'));
  expect(findButton(resumed, 'Pause')).toBe(`z:${home}`);
  expect(feeds.get(home)?.pausedBy).toBeNull();
});

test('given Remove, it asks first; given More settings, the form opens, which names the channel', async () => {
  const { admin, home, feeds } = await open();
  const question = await admin.press(`q:${home}`);
  expect(question.content).toContain('End the feed');
  expect(feeds.get(home)).toBeDefined();
  expect((await admin.pressForForm(`e:${home}`)).title).toBe('Feed in #home');
  expect(textOf(await admin.press(`v:${home}`))).toContain('Preview of the feed in #home');
});

test('given a member who may not manage the server, or a feed that is gone, nothing is changed', async () => {
  const { reader, admin, home, feeds } = await open();
  const ids = [`S:style:${home}`, `C:style:${home}`, `z:${home}`, `q:${home}`, `v:${home}`, `e:${home}`];
  for (const id of ids) expect(await reader.pressRefused(id, ['headline'])).toContain('Manage Server');
  expect(await reader.pressRefused('P', [home])).toContain('Manage Server');
  expect(feeds.get(home)?.style).toBe('card');
  await feeds.remove(home);
  for (const id of ids) expect(await admin.pressRefused(id, ['headline'])).toContain('No feed posts in');
});
