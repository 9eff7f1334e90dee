import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/browser/**', 'tests/faults/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    coverage: {
      include: ['src/**', 'commands/**'],
      // Runs in a worker thread, which coverage does not reach; the indexer that it drives is measured.
      exclude: ['src/indexing/indexer-worker.ts'],
      reporter: ['text'],
      thresholds: { lines: 90 },
    },
  },
});
