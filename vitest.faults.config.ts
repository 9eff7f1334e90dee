import { defineConfig } from 'vitest/config';
import { keepCompiledModules } from './src/compiled-modules.ts';

// The processes that are killed, and their threads, start in half of the time.
keepCompiledModules(process.env);

export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 60_000,
    // As in bin/heatline.js.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    // They wait most of the time: for processes to start and die, for retries, for Discord's second to be over.
    maxWorkers: 3,
    expect: { poll: { timeout: 40_000 } },
  },
});
