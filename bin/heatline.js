#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// Plain JavaScript: an old Node cannot read the program itself, which is TypeScript, and would only say
// ERR_UNKNOWN_FILE_EXTENSION.

const NODE_MIN_MAJOR = 24;
/** Waiting does not help (EXIT_MISUSE in src/fatal-error.ts, which an old Node cannot read). */
const EXIT_MISUSE = 2;

const { node: version } = process.versions;
if (Number.parseInt(version, 10) >= NODE_MIN_MAJOR) {
  // V8's wrappers of what WebAssembly calls are shared by all threads, and making a faster one now and then frees one
  // that another thread still uses, which ends the process (nodejs/node#64500). Several threads of ours have
  // WebAssembly: an HTTP parser, Node's reader of types. No count comes to this; the slower wrappers cannot be felt.
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000');
  await import('../src/heatline.ts');
} else {
  process.stderr.write(
    `Heatline needs Node ${NODE_MIN_MAJOR} (this is v${version}): install it from https://nodejs.org, or run npm ci without --omit=dev, which brings it.\n`,
  );
  process.exitCode = EXIT_MISUSE;
}
