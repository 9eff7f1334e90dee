import { Writable } from 'node:stream';
import { systemClock } from '../../src/clock.ts';
import { parseBotConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { runBot } from '../../src/main.ts';
import { tell, watchLoop } from './loop-watch.ts';

// The bot as it is started, told apart from `npm start` only by what it tells its parent.

const controller = new AbortController();
watchLoop(() => controller.abort());
const stream = new Writable({
  write(line: Buffer, _encoding, done) {
    // The last line of a start.
    if (line.toString().includes('no channel gets posts yet')) tell({ kind: 'ready' });
    done();
  },
});
const config = parseBotConfig(process.env);
const log = createLog({ level: config.logLevel, stream, secrets: [] });
await runBot({ config, clock: systemClock, log, isOnce: false, signal: controller.signal });
process.exit();
