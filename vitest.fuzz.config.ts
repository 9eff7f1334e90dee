import { defineConfig } from 'vitest/config';

/** `npm run fuzz` starts it, watches it, and ends it when an input makes it hang. */
export default defineConfig({
  test: {
    include: ['tests/fuzz/loop.ts'],
    testTimeout: 0,
    pool: 'forks',
    // An input that fills the memory ends this process alone, and soon.
    execArgv: ['--max-old-space-size=1024', '--wasm-wrapper-tiering-budget=1000000000'],
  },
});
