import pLimit from 'p-limit';

const SOURCES_AT_ONCE_MAX = 16;

/** What earlier attempts at the same work found out about its sources, all by name; plain data, for a worker. */
export type Attempt = {
  /** Asked already. */
  readonly done: readonly string[];
  /** Those that ended an attempt, with the reason in plain words. */
  readonly blamed: ReadonlyMap<string, string>;
  /** Those that were open together when an attempt ended: one of them did it, so they are asked one at a time. */
  readonly suspects: readonly string[];
};

export const FIRST_ATTEMPT: Attempt = { done: [], blamed: new Map(), suspects: [] };

/**
 * What is to be done after a thread ended while sources were open. If it was one, that one is to blame; of several it is
 * found out by asking them one at a time. Each time there are more of the blamed or the suspects, so this ends.
 * @param done names of the sources that were asked so far
 * @returns null where no source can have done it: then trying again would end as well
 */
export function findNextAttempt(
  { blamed, suspects }: Attempt,
  { open, reason }: { readonly open: readonly string[]; readonly reason: string },
  done: readonly string[],
): Attempt | null {
  const accused = open.filter((name) => !blamed.has(name));
  const [first] = accused;
  if (first === undefined) return null;
  if (accused.length === 1) return { done, suspects, blamed: new Map(blamed).set(first, reason) };
  return { done, blamed, suspects: [...new Set([...suspects, ...accused])] };
}

/** Is told which sources are open at any moment, so that somebody outside knows when the thread says nothing more. */
export type SourceWatch<Report> = {
  begun(name: string): void;
  asked(name: string, report: Report): void;
};

/**
 * Asks sources, many at once; those under suspicion after the others, one at a time.
 * @param ask is given the reason where the source is to blame for the end of an earlier attempt: it is not to be asked then
 * @throws what `ask` throws, when all have been asked
 */
export async function askSources<Source extends { readonly name: string }, Report>(
  sources: readonly Source[],
  { done, blamed, suspects }: Attempt,
  watch: SourceWatch<Report>,
  ask: (source: Source, blame: string | undefined) => Promise<Report>,
): Promise<Report[]> {
  const isAlone = ({ name }: Source): boolean => suspects.includes(name) && !blamed.has(name);
  const left = sources.filter(({ name }) => !done.includes(name));
  const askAll = (group: readonly Source[], atOnceMax: number) => {
    const atOnce = pLimit(atOnceMax);
    const askWatched = async (source: Source): Promise<Report> => {
      watch.begun(source.name);
      const report = await ask(source, blamed.get(source.name));
      watch.asked(source.name, report);
      return report;
    };
    return Promise.allSettled(group.map((source) => atOnce(() => askWatched(source))));
  };
  const outcomes = [
    ...(await askAll(
      left.filter((source) => !isAlone(source)),
      SOURCES_AT_ONCE_MAX,
    )),
    ...(await askAll(left.filter(isAlone), 1)),
  ];
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
