import type { ResourceLimits } from 'node:worker_threads';

/**
 * For threads that read records: what they make is soon garbage. With room for all of it, two threads took 100 MB more
 * for 25,000 records, and were no faster.
 */
export const THREAD_MEMORY: ResourceLimits = { maxYoungGenerationSizeMb: 16 };
