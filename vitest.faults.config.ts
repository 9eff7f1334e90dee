import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 60_000,
    // Each round has the machine for itself: its faults are enough.
    fileParallelism: false,
  },
});
