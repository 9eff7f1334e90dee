import { strict as assert } from 'node:assert';
import { readArticlePage } from '../../../src/ingest/read/article-page.ts';
import { isWebPage, readHtmlText, readPageHead } from '../../../src/ingest/read/html.ts';
import { listHtmlPictures } from '../../../src/ingest/read/html-pictures.ts';
import { parseHttpUrl } from '../../../src/story/links.ts';
import { PAGES } from '../corpus.ts';
import { assertLine } from '../invariants.ts';
import { INPUT_MAX_CHARS, mutated } from '../mutations.ts';
import type { Target } from '../target.ts';
import { openItems, PAGE_URL } from './feeds.ts';

/** What a server answers where a page should be: an article's, or one that names feeds. */
export const pages: Target = {
  name: 'pages',
  inputs: mutated(PAGES),
  open: () => {
    const take = openItems();
    return (html) => {
      isWebPage(html);
      listHtmlPictures(html);
      assertLine('the text', readHtmlText(html), INPUT_MAX_CHARS);
      assertLine('the title', readHtmlText(html, { isTitle: true }), INPUT_MAX_CHARS);
      const head = readPageHead(html, PAGE_URL);
      for (const { url, title } of head.feeds) {
        assert.notEqual(parseHttpUrl(url), null, 'a feed has no address');
        assertLine('a feed’s title', title, INPUT_MAX_CHARS);
      }
      take([readArticlePage(html, PAGE_URL)]);
    };
  },
};
