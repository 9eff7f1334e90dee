import { ComponentType, TextInputStyle } from 'discord.js';
import { expect, test } from 'vitest';
import { makeFeed } from '../../support/command-feed.ts';
import { findButton, modeOf, prepareScenes, textOf } from '../../support/command-scene.ts';
import { recordText } from '../../support/record-text.ts';

const openScene = prepareScenes({
  'topics.yaml': JSON.stringify([{ name: 'AI' }, { name: 'Law' }]),
  'a.md': recordText({ title: 'Robots fold laundry' }),
});
async function open(changes: Record<string, unknown> = {}) {
  const scene = await openScene();
  const feed = makeFeed({ channelId: scene.home, guildId: scene.discord.guildId, ...changes });
  await scene.feeds.put(feed);
  return { ...scene, feed };
}

test('given the channel alone, a form opens that is filled with what is set', async () => {
  const { admin, home } = await open({
    topics: ['AI', 'Law'],
    minHeat: 85,
    schedule: '0 9 * * *',
    timezone: 'Europe/Berlin',
    quietHours: { fromMinute: 22 * 60, toMinute: 7 * 60 + 30 },
  });
  const form = await admin.openForm('feed', 'edit', { channel: home });
  const text = { type: ComponentType.TextInput, style: TextInputStyle.Short, max_length: 1_000 };
  const { Label: type } = ComponentType;
  expect(form).toEqual({
    custom_id: `f:${home}`,
    title: 'Feed in #home',
    components: [
      {
        type,
        label: 'Topics, separated by commas (empty: all)',
        component: {
          ...text,
          custom_id: 'topics',
          style: TextInputStyle.Paragraph,
          required: false,
          value: 'AI, Law',
        },
      },
      {
        type,
        label: 'Least heat',
        component: { ...text, custom_id: 'min_heat', required: true, value: '85' },
      },
      {
        type,
        label: 'Schedule',
        component: {
          type: ComponentType.StringSelect,
          custom_id: 'schedule',
          options: [
            { label: 'as it breaks', value: 'breaking', default: false },
            { label: 'every 30 minutes', value: 'half_hourly', default: false },
            { label: 'every hour', value: 'hourly', default: false },
            { label: 'three times a day (9:00, 14:00, 19:00)', value: 'three_daily', default: false },
            { label: 'every day at 9:00', value: 'daily', default: true },
            { label: 'weekdays at 9:00', value: 'weekdays', default: false },
            { label: 'Mondays at 9:00', value: 'weekly', default: false },
          ],
        },
      },
      {
        type,
        label: 'Time zone',
        component: { ...text, custom_id: 'timezone', required: true, value: 'Europe/Berlin' },
      },
      {
        type,
        label: 'Quiet hours (empty: none)',
        component: { ...text, custom_id: 'quiet_hours', required: false, value: '22:00-07:30' },
      },
    ],
  });
});

test('given a feed without topics and quiet hours, their fields are empty; a line of its own is one more choice', async () => {
  const { admin, home } = await open({ schedule: '15 8 * * *' });
  const { components } = await admin.openForm('feed', 'edit', { channel: home });
  const fields = components.flatMap((part) => ('component' in part ? [part.component] : []));
  expect(fields.map((field) => 'value' in field)).toEqual([false, true, false, true, false]);
  const [, , menu] = fields;
  expect(menu && 'options' in menu ? menu.options.at(-1) : null).toEqual({
    label: '15 8 * * *',
    value: '15 8 * * *',
    default: true,
  });
});

test('given other values, they are saved; the settings that the form does not show stay', async () => {
  const { admin, feeds, home, feed } = await open({
    topics: ['AI'],
    perRun: 3,
    style: 'compact',
    excludedTopics: ['Law'],
  });
  const form = await admin.openForm('feed', 'edit', { channel: home });
  expect(modeOf(form.custom_id)).toBe('reply');
  const answer = await admin.submit(form, {
    topics: '  ',
    min_heat: ' 85 ',
    schedule: 'weekdays',
    timezone: 'europe/berlin',
    quiet_hours: '23-6',
  });
  expect(answer.content).toBe(`The feed in <#${home}> is changed.`);
  expect(textOf(answer)).toContain(
    'Topics: all, without Law\nHeat: from 🔥🔥 hot (85)\nSchedule: weekdays at 9:00, Europe/Berlin\nAt most 3 at a time, 24 a day\nQuiet hours: 23:00-06:00',
  );
  expect(feeds.get(home)).toEqual({
    ...feed,
    topics: [],
    minHeat: 85,
    schedule: '0 9 * * 1-5',
    timezone: 'Europe/Berlin',
    quietHours: { fromMinute: 23 * 60, toMinute: 6 * 60 },
  });
});

test('given a form that is sent as it opened, nothing changes, also a schedule of its own', async () => {
  const { admin, feeds, home, feed } = await open({
    topics: ['AI'],
    schedule: '15 8 * * *',
    quietHours: { fromMinute: 60, toMinute: 120 },
  });
  const form = await admin.openForm('feed', 'edit', { channel: home });
  expect((await admin.submit(form, {})).content).toBe(
    `Nothing to change: the feed in <#${home}> is like that already.`,
  );
  expect(feeds.get(home)).toEqual(feed);
});

test('given quiet hours that are taken out, there are none', async () => {
  const { admin, feeds, home } = await open({ quietHours: { fromMinute: 60, toMinute: 120 } });
  await admin.submit(await admin.openForm('feed', 'edit', { channel: home }), { quiet_hours: '' });
  expect(feeds.get(home)?.quietHours).toBeNull();
});

test.each([
  [{ topics: 'Lav' }, '`topics`: there is no topic “Lav”. The nearest: **Law**, **AI**.'],
  [
    { min_heat: 'warm' },
    '`min_heat`: warm is not a heat. Choose one from the list, or write a whole number from 0 to 1000.',
  ],
  [
    { timezone: 'Mars/Olympus' },
    '`timezone`: “Mars/Olympus” is no time zone. Choose one of the list as you type, e.g. Europe/Berlin.',
  ],
  [{ quiet_hours: 'night' }, '`quiet_hours`: “night” is no span of hours. Write it like 22:00-07:00.'],
  [
    { schedule: 'at noon' },
    '`cron`: “at noon” is no schedule. Write five fields (minute, hour, day, month, weekday), e.g. `0 8,18 * * 1-5`.',
  ],
])('given a mistake in it (%o), it is told and nothing changes', async (values, sentence) => {
  const { admin, feeds, home, feed } = await open();
  const form = await admin.openForm('feed', 'edit', { channel: home });
  expect(await admin.submitRefused(form, values)).toBe(sentence);
  expect(feeds.get(home)).toEqual(feed);
});

test('given a feed that ended while the form was open, it says so', async () => {
  const { admin, feeds, home } = await open();
  const form = await admin.openForm('feed', 'edit', { channel: home });
  await feeds.remove(home);
  expect(await admin.submitRefused(form, {})).toBe(`No feed posts in <#${home}>. Add one: \`/feed add\`.`);
  expect(feeds.list()).toEqual([]);
});

test('given an admin who reads Japanese, the form is Japanese', async () => {
  const { admin, home } = await open();
  const form = await admin.as({ language: 'ja' }).openForm('feed', 'edit', { channel: home });
  expect(form.components.map((part) => ('label' in part ? part.label : ''))).toContain('スケジュール');
});

test('given several mistakes, all are told, and a button opens the form as it was typed', async () => {
  const { admin, feeds, home, feed } = await open({ topics: ['AI'], schedule: '15 8 * * *' });
  const typed = {
    topics: 'AI, Lxw',
    min_heat: 'warm',
    schedule: 'daily',
    timezone: 'Mars/Olympus',
    quiet_hours: '',
  };
  const mistake = await admin.submitMistake(await admin.openForm('feed', 'edit', { channel: home }), typed);
  expect(mistake.content.split('\n').map((line) => line.split(':')[0])).toEqual([
    '`topics`',
    '`min_heat`',
    '`timezone`',
  ]);
  expect(feeds.get(home)).toEqual(feed);
  const form = await admin.pressForForm(findButton(mistake, 'Try again'), mistake.embeds[0] ?? null);
  expect(form.components.map((part) => ('component' in part ? part.component : null))).toMatchObject([
    { value: 'AI, Lxw' },
    { value: 'warm' },
    { options: expect.arrayContaining([expect.objectContaining({ value: 'daily', default: true })]) },
    { value: 'Mars/Olympus' },
    { custom_id: 'quiet_hours' },
  ]);
  const mended = { topics: 'AI, Law', min_heat: '90', timezone: 'Asia/Tokyo' };
  expect((await admin.submit(form, mended)).content).toContain('is changed');
  expect(feeds.get(home)).toMatchObject({
    topics: ['AI', 'Law'],
    schedule: '0 9 * * *',
    timezone: 'Asia/Tokyo',
  });
});
