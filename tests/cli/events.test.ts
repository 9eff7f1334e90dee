import { describe, expect, test } from 'vitest';
import { setUpContent } from '../support/content-setup.ts';
import { recordText } from '../support/record-text.ts';
import { runCommand } from '../support/run-command.ts';

const record = (name: string, fields: Readonly<Record<string, unknown>>): string =>
  recordText({ excerpt: '', webUrl: `https://${name}.example/1`, provider: { name }, ...fields });

const FILES = {
  'a.md': record('A', {
    title: 'California suspends Pony.ai driverless test permit after crash',
    publishedDateTime: '2021-12-14T10:00:00Z',
    heat: 80,
  }),
  'b.md': record('B', {
    title: 'Pony.ai driverless permit suspended in California after a crash',
    publishedDateTime: '2021-12-14T12:00:00Z',
    heat: 120,
  }),
  'c.md': record('C', { title: 'Whales sing on the moon', publishedDateTime: '2021-12-10T12:00:00Z' }),
};
const NOW = ['--now', '2021-12-15T00:00:00Z'];

const setUp = () => setUpContent('', FILES).environment;

async function listEvents(args: readonly string[]) {
  const { stdout, exitCode } = await runCommand(['events', '--json', ...NOW, ...args], setUp());
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe('events', () => {
  test('given two outlets on one event, it is listed with both, the hottest first, and why they belong', async () => {
    expect(await listEvents([])).toEqual({
      events: [
        {
          id: expect.any(String),
          title: 'Pony.ai driverless permit suspended in California after a crash',
          heat: 130,
          outlets: ['B', 'A'],
          publishedAt: '2021-12-14T12:00:00.000Z',
          stories: [
            {
              id: expect.any(String),
              file: 'b.md',
              title: 'Pony.ai driverless permit suspended in California after a crash',
              provider: 'B',
              link: 'https://b.example/1',
              publishedAt: '2021-12-14T12:00:00.000Z',
              why: expect.stringMatching(/^leads, \d+\.\d points with the other$/),
            },
            expect.objectContaining({
              file: 'a.md',
              provider: 'A',
              why: expect.stringMatching(/^\d+\.\d points with the other$/),
            }),
          ],
        },
      ],
    });
  });

  test('given --all, stories that stand alone come too; given --since, those of the span', async () => {
    const titles = ({ events }: { events: { title: string }[] }) =>
      events.map(({ title }) => title.slice(0, 7));
    expect(titles(await listEvents(['--all']))).toEqual(['Pony.ai', 'Whales ']);
    expect(titles(await listEvents(['--all', '--since', '2d']))).toEqual(['Pony.ai']);
    expect(titles(await listEvents(['--since', '5h']))).toEqual([]);
  });

  test('given a reader, each event is a headline and a table', async () => {
    const { stdout } = await runCommand(['events', ...NOW], setUp());
    expect(stdout.split('\n')[0]).toBe(
      'Pony.ai driverless permit suspended in California after a crash · heat 130 (120 in its record + 10 A) · 2 outlets',
    );
    expect(stdout).toContain('2021-12-14 10:00  80   A');
    expect(stdout).toContain('\n1 event\n');
  });

  test('given an editor’s word, it is the reason', async () => {
    const environment = setUp();
    await runCommand(['edit', 'c.md', '--same-event-as', 'https://A.example/1'], environment);
    const { stdout } = await runCommand(['events', '--json', ...NOW], environment);
    const [{ stories }] = JSON.parse(stdout).events;
    expect(stories).toHaveLength(3);
    expect(stories.find(({ file }: { file: string }) => file === 'c.md').why).toBe('an editor says so');
    const explain = ['events', ...NOW, '--explain', 'https://C.example/1', 'https://A.example/1'];
    const told = await runCommand(explain, environment);
    expect(told.stdout).toContain('one event\nheat 131 (120 in its record + 10 A + 0.6 C)');
    expect(told.stdout).toContain('an editor says that they are one event\nthe 3 stories of the event have ');
    await runCommand(['edit', 'c.md', '--not-same-event-as', 'https://A.example/1'], environment);
    const parted = await runCommand(explain, environment);
    expect(parted.stdout).toMatch(
      /^not one event\nan editor says that they are not one event\ntheir events, of 1 story and 2, have -\d\.\d points on average, -\d\.\d are needed to be one$/m,
    );
    const { stdout: after } = await runCommand(['events', '--json', ...NOW], environment);
    expect(JSON.parse(after).events[0].stories).toHaveLength(2);
  });

  test('given --explain, it says what makes two articles one event, or keeps them apart', async () => {
    const environment = setUp();
    const explain = (...links: string[]) =>
      runCommand(['events', '--explain', ...links, '--json'], environment);
    const one = JSON.parse((await explain('https://A.example/1', 'https://B.example/1')).stdout);
    expect(one.isSameEvent).toBe(true);
    expect(one.group).toEqual({
      stories: [2, 2],
      average: expect.closeTo(Math.min(one.points, 5), 5),
      needed: 0,
    });
    expect(one.isDecidedByEditor).toBe(false);
    expect(one.heat).toEqual({ heat: 130, own: 120, parts: [{ label: 'A', points: 10 }] });
    expect(one.points).toBeGreaterThan(0);
    expect(one.sharedTerms.map(({ term }: { term: string }) => term)).toContain('permit');
    const other = JSON.parse((await explain('https://A.example/1', 'https://C.example/1')).stdout);
    expect(other).toMatchObject({ isSameEvent: false });
    const { exitCode, stderr } = await explain('https://A.example/1', 'https://nobody.example');
    expect([exitCode, stderr]).toEqual([1, 'no story of the library: "https://nobody.example"\n']);
    expect((await explain('https://A.example/1')).exitCode).toBe(2);
  });
});
