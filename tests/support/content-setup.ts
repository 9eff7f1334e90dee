import { join } from 'node:path';
import { makeTempFolder, writeFiles } from './temp-folder.ts';

/** A folder of content with the sources, and the environment that names it. */
export function setUpContent(sources = '', files: Readonly<Record<string, string>> = {}) {
  const [contentDir, dataDir] = [makeTempFolder(), makeTempFolder()];
  writeFiles(contentDir, {
    'topics.yaml': '- {name: AI, keywords: [ai]}\n- {name: OpenAI, parent: AI, keywords: [openai]}\n',
    ...(sources !== '' && { 'sources.yaml': sources }),
    ...files,
  });
  const environment = {
    CONTENT_DIR: contentDir,
    LIBRARY_PATH: join(dataDir, 'library.sqlite'),
    STATE_URL: `sqlite://${join(dataDir, 'state.sqlite')}`,
    INGEST_ALLOW_PRIVATE: '1',
  };
  return { contentDir, environment };
}
