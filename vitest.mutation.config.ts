import { defineConfig } from 'vitest/config';

/**
 * The tests that judge mutants: those that call functions. Left out is what starts processes or a browser, or reads
 * the sources of the project itself, which Stryker rewrites.
 */
export default defineConfig({
  test: {
    include: ['tests/{commands,curation,delivery,discord,events,language,state,story,topics}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
