import { defineConfig } from 'vitest/config';

const FOLDERS = '{commands,curation,delivery,story}';

/**
 * The tests that judge mutants: those of one folder (`MUTATED=story`), or of all that are mutated. They call functions;
 * left out is a load test, which would judge each mutant by 2,000 feeds.
 */
export default defineConfig({
  test: {
    include: [`tests/${process.env.MUTATED ?? FOLDERS}/**/*.test.ts`],
    exclude: ['tests/delivery/many-feeds.test.ts'],
    // Loading modules anew for each file would be most of the work.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Long enough for a busy machine; a mutant that never comes to it costs this once.
    expect: { poll: { timeout: 10_000 } },
  },
});
