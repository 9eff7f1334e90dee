#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// Plain JavaScript: an old Node cannot read the program itself, which is TypeScript, and would only say
// ERR_UNKNOWN_FILE_EXTENSION.

const NODE_MIN_MAJOR = 24;
/** Waiting does not help (EXIT_MISUSE in src/fatal-error.ts, which an old Node cannot read). */
const EXIT_MISUSE = 2;

const { node: version } = process.versions;
if (Number.parseInt(version, 10) >= NODE_MIN_MAJOR) {
  await import('../src/heatline.ts');
} else {
  process.stderr.write(
    `Heatline needs Node ${NODE_MIN_MAJOR} (this is v${version}): install it from https://nodejs.org, or run npm ci without --omit=dev, which brings it.\n`,
  );
  process.exitCode = EXIT_MISUSE;
}
