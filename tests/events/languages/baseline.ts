/** A text as the baseline compares it: words, or pairs of neighbouring characters where no spaces part them. */
type Vector = ReadonlyMap<string, number>;
type Text = { readonly id: string; readonly title: string; readonly excerpt: string };

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function splitTerms(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}ー]+/gu) ?? [];
  if (!UNSPACED.test(text)) return words;
  return words.flatMap((word) => {
    const letters = [...word];
    return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
  });
}

/** TF-IDF over titles and excerpts, each of length 1. */
function weighTerms(texts: readonly Text[]): Vector[] {
  const terms = texts.map(({ title, excerpt }) => splitTerms(`${title} ${excerpt}`));
  const holders = Map.groupBy(
    terms.flatMap((list) => [...new Set(list)]),
    (term) => term,
  );
  return terms.map((list) => {
    const weights = [...Map.groupBy(list, (term) => term)].map(
      ([term, { length }]) =>
        [term, length * Math.log(texts.length / (holders.get(term)?.length ?? 1))] as const,
    );
    const norm = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([term, weight]) => [term, weight / norm]));
  });
}

const cosine = (a: Vector, b: Vector): number =>
  [...a].reduce((sum, [term, weight]) => sum + weight * (b.get(term) ?? 0), 0);

/**
 * The baseline: TF-IDF cosine and average linkage. For each threshold that can change anything, the groups it gives;
 * the first is of single stories.
 */
export function baselineGroups(texts: readonly Text[]): { threshold: number; groups: string[][] }[] {
  const vectors = weighTerms(texts);
  const likeness = vectors.map((a) => vectors.map((b) => cosine(a, b)));
  let groups = texts.map((_, at) => [at]);
  const steps = [{ threshold: 1, groups: groups.map(toIds) }];
  const average = (a: readonly number[], b: readonly number[]): number =>
    a.flatMap((one) => b.map((other) => likeness[one]?.[other] ?? 0)).reduce((sum, one) => sum + one, 0) /
    (a.length * b.length);
  while (groups.length > 1) {
    const [best] = groups
      .flatMap((a, at) => groups.slice(at + 1).map((b) => ({ a, b, average: average(a, b) })))
      .sort((one, other) => other.average - one.average);
    if (best === undefined) break;
    groups = [...groups.filter((group) => group !== best.a && group !== best.b), [...best.a, ...best.b]];
    steps.push({ threshold: best.average, groups: groups.map(toIds) });
  }
  return steps;

  function toIds(group: readonly number[]): string[] {
    return group.flatMap((at) => texts[at]?.id ?? []);
  }
}
