import { defineConfig } from 'vitest/config';
import { keepCompiledModules } from './src/compiled-modules.ts';

// Threads and processes that tests start need not strip types and compile again.
keepCompiledModules(process.env);

export default defineConfig({
  test: {
    // Generous: on a busy machine a test may wait long for its turn. It only ends a test that hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 40_000 } },
    // Loading modules anew for each file would be half of the work. Tests leave no state in modules.
    isolate: false,
    // As in bin/heatline.js: else V8 ends a worker in one run of a few.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/{browser,faults,e2e}/**'],
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/*.test.ts'],
          // More than cores: these wait for processes. After the others, because Vitest does not mix these numbers.
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    coverage: {
      include: ['src/**', 'commands/**'],
      // Runs in a worker thread, which coverage does not reach; the indexer that it drives is measured.
      exclude: ['src/indexing/indexer-worker.ts'],
      reporter: ['text-summary'],
      thresholds: { lines: 90 },
    },
  },
});
