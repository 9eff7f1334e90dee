/** What was typed, and parts of the headlines of the stories of which one should come first. */
export type JudgedQuery = readonly [query: string, meant: readonly string[]];

/** So many places are looked at; a story further down counts as not found. */
export const JUDGED_PLACES = 10;

export type Judgement = {
  /** Mean of 1 ÷ the place of the first story that was meant; 1 is perfect. */
  readonly meanReciprocalRank: number;
  /** Share of queries with a meant story in the first five. */
  readonly firstFiveShare: number;
  /** Queries whose meant story is not first, with its place (null: not found) and what came instead. */
  readonly misses: readonly {
    readonly query: string;
    readonly place: number | null;
    readonly first: string;
  }[];
};

/** Judges a search by its answers. @param search the headlines that it finds, best first */
export function judgeSearch(
  queries: readonly JudgedQuery[],
  search: (query: string) => readonly string[],
): Judgement {
  const results = queries.map(([query, meant]) => {
    const titles = search(query).slice(0, JUDGED_PLACES);
    const at = titles.findIndex((title) => meant.some((part) => title.includes(part)));
    return { query, place: at < 0 ? null : at + 1, first: titles[0] ?? '' };
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    meanReciprocalRank: sum(results.map(({ place }) => (place === null ? 0 : 1 / place))) / queries.length,
    firstFiveShare: results.filter(({ place }) => place !== null && place <= 5).length / queries.length,
    misses: results.filter(({ place }) => place !== 1),
  };
}
