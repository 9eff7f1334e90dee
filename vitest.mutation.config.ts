import { defineConfig } from 'vitest/config';

/**
 * The tests that judge mutants: those of the folder that is mutated, which call functions. Left out is a load test,
 * which would judge each mutant by 2,000 feeds.
 */
export default defineConfig({
  test: {
    include: [`tests/${process.env['MUTATED'] ?? '{commands,curation,delivery,story}'}/**/*.test.ts`],
    exclude: ['tests/delivery/many-feeds.test.ts'],
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
