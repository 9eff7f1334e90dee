/** Pieces that mean something to one of the parsers, or to whoever shows the text; a bar stands between them. */
const GROUPS = [
  // YAML and its traps.
  '---\n¦\n---\n¦...\n¦---js\n¦---toString\n¦: ¦ #¦- ¦? ¦!!¦!!js/function ¦&a ¦*a¦<<: ¦|\n¦>-\n¦"¦\'¦\\¦\\u¦\\x0¦\t¦\r¦\r\n¦\n',
  '~¦null¦{}¦[]¦{¦}¦[¦]¦%YAML 1.2\n¦@¦`¦__proto__: ¦constructor: ¦title: ¦webUrl: ¦heat: ¦true¦no¦0x10¦0o7¦1e999¦-0',
  '.inf¦.nan¦9007199254740993¦1_000',
  // Markup and entities.
  '<¦>¦<!--¦-->¦<![CDATA[¦]]>¦<!DOCTYPE ¦<!ENTITY a "&b;">¦<?xml encoding="¦?>¦/>¦<p>¦</p>¦<br¦<img src="¦<img width="1',
  '<a href=¦<script>¦<title>¦<item>¦</item>¦<svg¦<link>¦<base href="¦<meta property="og:title" content="¦="¦ =\'¦&¦&amp;',
  '&lt;¦&#0;¦&#x110000;¦&#xD800;¦&nbsp;¦&notanentity;¦&amp;amp;',
  // Characters: none, broken, invisible, turning, combining, wide.
  '\0¦\x1b[31m¦\x07¦\x85¦\u2028¦\u200b¦\u200d¦\u202e¦\u2066¦\u00ad¦\ufeff¦\ud800¦\udc00¦\ud83d\ude00¦\ud83d¦\u0301',
  '\u0300\u0301¦ﷺ¦ß¦İ¦ſ¦①¦é¦日本¦й¦\u3000¦\u115f¦\u2800¦\u{e0001}¦\u{1f1e9}¦👨‍👩‍👧¦\ufffd¦\uffff¦\u{10ffff}¦ى¦가',
  // Bytes, a character each: broken UTF-8, byte order marks, other charsets.
  '\xc0\x80¦\xed\xa0\x80¦\xf4\x90\x80\x80¦\xff\xfe¦\xfe\xff¦\xef\xbb\xbf¦\x1b$B¦\xa4\xa4¦<\0?\0¦\0<\0?¦encoding="utf-16"',
  // Dates.
  '2021-12-14T09:00:00Z¦0000-00-00¦9999-12-31T23:59:59Z¦+275760-09-13¦-000001-01-01¦24:00:00¦Tue, 14 Dec 2021 09:00:00 GMT',
  'Z(¦UTC+14¦+9999¦Sept¦1639472400¦99999999999999¦12/13/14',
  // Addresses.
  'http://¦https://¦HTTPS:¦//¦javascript:¦data:text/html,¦file:///¦https://a:b@c/¦@¦?¦#¦%¦%00¦%2e¦%zz¦/../¦/¦xn--¦.',
  'https://[::1]/¦https://0x7f.1/¦:99999¦127.0.0.1¦?utm_source=¦&url=https://¦https://news.google.com/rss/articles/',
  'https://www.google.com/url?q=¦https://example.com/¦https://youtu.be/¦arxiv.org/abs/¦;jsessionid=¦index.html¦.amp¦/amp/s/',
  // Discord.
  '@everyone¦<@1>¦<@&1>¦<#1>¦<:a:1>¦<t:0:R>¦</news:1>¦](¦)¦||¦**¦```¦# ¦n:0:ah:1:::¦r:0123456789abcdef¦p:1:¦R:¦f:¦:',
  ' ¦  ¦,¦, ¦-¦"a¦…',
  // What programs read as a pattern or a statement.
  '$&¦$1¦(a+)+$¦.*¦NEAR(¦ OR ¦ AND NOT ¦title:¦"; drop table stories; --¦{{t}}',
];

export const DICTIONARY: readonly string[] = GROUPS.flatMap((group) => group.split('¦'));
