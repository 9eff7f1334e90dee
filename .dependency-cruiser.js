/**
 * Which room may import which. LAYERS stands from the bottom to the top: a file imports its own room, and rooms
 * below it. What is on one line does not import each other.
 */
const LAYERS = [
  [
    'src/abort',
    'src/backoff',
    'src/clock',
    'src/duration',
    'src/fatal-error',
    'src/files',
    'src/hide-secrets',
    'src/language',
    'src/sqlite',
    'src/story',
    'src/system-error',
  ],
  ['src/log', 'src/terminal', 'src/locales', 'src/topics', 'src/events', 'src/state', 'src/records'],
  ['src/index'],
  ['src/search'],
  ['src/indexing'],
  ['src/library'],
  ['src/curation'],
  ['src/config'],
  ['src/delivery', 'src/ingest/sources'],
  ['src/discord/rest', 'src/ingest/read', 'src/ingest/fetch'],
  ['src/discord/cards', 'src/ingest/write'],
  ['src/discord/posting', 'src/ingest/round'],
  ['src/discord/interactions'],
  ['src/discord/session'],
  ['commands'],
  ['src/main'],
  ['src/demo'],
  ['src/cli', 'src/compiled-modules'],
  ['src/heatline'],
];

/** A room is a folder, or one file of `src/` itself. */
const pattern = (room) =>
  room.startsWith('src/discord/') || room.startsWith('src/ingest/') ? `^${room}/` : `^${room}(/|\\.ts$)`;

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-file-has-a-room',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: LAYERS.flat().map(pattern) },
      to: {},
    },
    ...LAYERS.slice(0, -1).map((rooms, index) => ({
      name: `${rooms[0]}-imports-no-room-above`,
      severity: 'error',
      from: { path: rooms.map(pattern) },
      to: {
        path: LAYERS.slice(index + 1)
          .flat()
          .map(pattern),
      },
    })),
    ...LAYERS.flatMap((rooms) =>
      rooms.map((room) => ({
        name: `${room}-imports-no-room-beside`,
        severity: 'error',
        from: { path: pattern(room) },
        to: { path: rooms.filter((other) => other !== room).map(pattern) },
      })),
    ).filter(({ to }) => to.path.length > 0),
    {
      name: 'the-sandbox-knows-nothing-of-heatline',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(src|commands|tests|bench)/' },
    },
    {
      name: 'only-the-demo-runs-the-sandbox',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/demo/' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'the-program-imports-no-tests',
      severity: 'error',
      from: { path: '^(src|commands)/' },
      to: { path: '^(tests|bench)/' },
    },
    {
      name: 'only-discord-and-commands-know-discord.js',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(discord/|main\\.ts$|demo/)' },
      to: { path: 'node_modules/(discord\\.js|@discordjs)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
