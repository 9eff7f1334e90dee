import { describe, expect, test } from 'vitest';
import { decodeDocument } from '../../../src/ingest/read/charset.ts';
import { readFeed } from '../../../src/ingest/read/feed-items.ts';
import { rightValues, testOnSharedCase } from '../../support/shared-cases.ts';

const prolog = (charset: string, text: string): string =>
  `<?xml version="1.0" encoding="${charset}"?><t>${text}</t>`;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

function utf32(text: string, isLittleEndian: boolean): Buffer {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(codes.length * 4);
  for (const [at, code] of codes.entries()) {
    if (isLittleEndian) bytes.writeUInt32LE(code, at * 4);
    else bytes.writeUInt32BE(code, at * 4);
  }
  return bytes;
}

describe('given bytes that are UTF-8, they are read so', () => {
  const text = 'Zürich – «Café» 🔥';
  test.each([
    ['the prolog says ISO-8859-1', prolog('ISO-8859-1', text), null],
    ['the prolog says UTF-16', prolog('UTF-16', text), null],
    ['the header says windows-1252', text, 'text/xml; charset=windows-1252'],
    ['the header says a charset that is none', text, 'text/xml; charset=x'],
    ['a page says another', `<meta charset="latin1"><p>${text}`, 'text/html'],
  ])('%s', (_what, document, contentType) => {
    expect(decodeDocument(Buffer.from(document), contentType)).toBe(document);
  });

  test('a few bad bytes become U+FFFD', () => {
    const bytes = Buffer.concat([Buffer.from(prolog('UTF-8', text)), Buffer.from([0xc3, 0x3c, 0xe2, 0x80])]);
    expect(decodeDocument(bytes, null)).toBe(`${prolog('UTF-8', text)}\uFFFD<\uFFFD`);
    expect(decodeDocument(bytes, 'text/xml; charset=iso-8859-1')).toContain(text);
  });
});

test.each(['utf-16', 'ucs-2', 'unicode', 'unicodefffe', 'iso-10646-ucs-2', 'utf-32', 'utf-7'])(
  'given bytes of one each that are called %s, they are not read two by two, however many there are',
  (charset) => {
    for (const end of ['', ' ']) {
      // Not UTF-8: there is a byte of Latin-1 in each.
      const document = `<rss><title>Gr\u00fc\u00dfe${end}</title></rss>`;
      expect(decodeDocument(latin1(document), `text/xml; charset=${charset}`)).toBe(document);
    }
  },
);

describe('given UTF-16 or UTF-32, it is recognised', () => {
  const text = prolog('UTF-16', 'Zürich 🔥');
  test.each([
    ['UTF-16, the low byte first', Buffer.from(text, 'utf16le')],
    ['UTF-16, the high byte first', utf16be(text)],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 with a mark, the high byte first', utf16be(`\uFEFF${text}`)],
    ['UTF-32, the low byte first', utf32(text, true)],
    ['UTF-32, the high byte first', utf32(text, false)],
    ['UTF-32 with a mark', utf32(`\uFEFF${text}`, true)],
    ['UTF-32 with a mark, the high byte first', utf32(`\uFEFF${text}`, false)],
  ])('%s', (_what, bytes) => {
    expect(decodeDocument(bytes, 'text/xml; charset=utf-8')).toBe(text);
  });

  test('a number that is no character becomes U+FFFD', () => {
    const bytes = utf32('<a>text</a>', true);
    bytes.writeUInt32LE(0x11_00_00, 16);
    expect(decodeDocument(bytes, null)).toBe('<a>t\uFFFDxt</a>');
  });
});

describe('given other charsets, the header’s, the prolog’s and the page’s count, then Windows-1252', () => {
  test.each([
    [
      'header',
      Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
      'text/xml; charset="windows-1251"',
      'Привет',
    ],
    [
      'header before prolog',
      latin1(prolog('x', 'Zürich')),
      'text/xml; charset=latin1',
      prolog('x', 'Zürich'),
    ],
    ['prolog', latin1(prolog('iso-8859-15', 'Zürich')), null, prolog('iso-8859-15', 'Zürich')],
    ['none', latin1('Zürich'), null, 'Zürich'],
    [
      'UTF-8, which it is not',
      latin1(prolog('utf-8', 'Zürich')),
      'text/xml; charset=utf-8',
      prolog('utf-8', 'Zürich'),
    ],
    ['shift_jis', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), 'text/xml; charset=shift_jis', '日本'],
    ['iso-2022-jp', Buffer.from('\u001b$BF|K\\\u001b(B'), 'text/xml; charset=iso-2022-jp', '日本'],
  ])('%s', (_what, bytes, contentType, text) => {
    expect(decodeDocument(bytes, contentType)).toBe(text);
  });
});

testOnSharedCase('given the feeds whose charset was mistaken, their titles are right', (read) => {
  const folder = '04-charset-utf8-not-recognised';
  const titles = ['prolog', 'header', 'badbyte'].map((name) => {
    const contentType = name === 'header' ? 'text/xml; charset=ISO-8859-1' : 'application/xml';
    return readFeed(decodeDocument(read(`${folder}/${name}.xml`), contentType), 'https://x.example/').items[0]
      ?.title;
  });
  expect(titles).toEqual(rightValues(read, folder));
});
