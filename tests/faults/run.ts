import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

// npm run test:faults -- [--rounds KILLS] [--rows POSTS] [--seed NUMBER] [what Vitest takes]
const OWN_OPTIONS = ['rounds', 'rows', 'seed'];
const { values, tokens } = parseArgs({
  options: { rounds: { type: 'string' }, rows: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
  strict: false,
  tokens: true,
});
const forVitest = tokens.flatMap((token) => {
  if (token.kind === 'positional') return token.value;
  if (token.kind !== 'option' || OWN_OPTIONS.includes(token.name)) return [];
  return token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`;
});
const { status } = spawnSync('vitest', ['run', '--config', 'vitest.faults.config.ts', ...forVitest], {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...(values.rounds !== undefined && { HEATLINE_FAULT_ROUNDS: String(values.rounds) }),
    ...(values.rows !== undefined && { HEATLINE_FAULT_ROWS: String(values.rows) }),
    ...(values.seed !== undefined && { HEATLINE_FAULT_SEED: String(values.seed) }),
  },
});
process.exitCode = status ?? 1;
