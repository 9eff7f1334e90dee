import { domainToUnicode } from 'node:url';

/**
 * Letters of one script that look like Latin ones: a name of these alone could be taken for another (as Chromium does,
 * `spoof_checks/idn_spoof_checker.cc`).
 */
const LOOKALIKES: readonly RegExp[] = [
  /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡ\d-]+$/u,
  /^[αεηικνορτυχωγβ\d-]+$/u,
  /^[օսոսհոցզաղւ\d-]+$/u,
];

/** One script a name, with what is written together with it (UTS 39, "highly restrictive", but for Latin beside Han). */
const ONE_SCRIPT: readonly RegExp[] = [
  // Beyond Latin-1 and its extensions A and B are letters that look like plain ones; these three do among them.
  /^(?!.*[ıĸſ])[a-z0-9\u00DF-\u00F6\u00F8-\u024F-]+$/u,
  /^[\p{Script=Cyrillic}\d-]+$/u,
  /^[\p{Script=Greek}\d-]+$/u,
  /^[\p{Script=Armenian}\d-]+$/u,
  /^[\p{Script=Georgian}\d-]+$/u,
  /^[\p{Script=Hebrew}\d-]+$/u,
  /^[\p{Script=Arabic}\p{M}\d-]+$/u,
  /^[\p{Script=Devanagari}\d-]+$/u,
  /^[\p{Script=Bengali}\d-]+$/u,
  /^[\p{Script=Tamil}\d-]+$/u,
  /^[\p{Script=Telugu}\d-]+$/u,
  /^[\p{Script=Thai}\d-]+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆\d-]+$/u,
  /^[\p{Script=Han}\p{Script=Bopomofo}\d-]+$/u,
  /^[\p{Script=Han}\p{Script=Hangul}\d-]+$/u,
];

/** A host as a reader knows it: `xn--bcher-kva.example` is `bücher.example`, unless it could pass for another's name. */
export function displayHost(host: string): string {
  if (!/(?:^|\.)xn--/i.test(host)) return host;
  const shown = domainToUnicode(host);
  if (shown === '') return host;
  const labels = shown.split('.');
  // Under a top domain of another script (`.рф`) nobody expects a Latin name.
  const isLatinExpected = /^[a-z0-9-]*$/.test(labels.at(-1) ?? '');
  const isPlain = labels.every(
    (label) =>
      ONE_SCRIPT.some((script) => script.test(label)) &&
      !(isLatinExpected && LOOKALIKES.some((letters) => letters.test(label) && !/^[\d-]+$/.test(label))),
  );
  return isPlain ? shown : host;
}
