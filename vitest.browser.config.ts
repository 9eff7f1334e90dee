import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // As in bin/heatline.js.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    // One Chromium at a time: on two cores a second one only makes both wait.
    fileParallelism: false,
  },
});
