type Groups = readonly (readonly string[])[];

/**
 * How well groups agree with the true ones. BCubed over all stories, those standing alone included; pairs: how many of
 * the joined are right, and how many of the true are found, without those that a sensible editor could see either way.
 */
export function measureGroups(
  stories: readonly { readonly id: string }[],
  found: Groups,
  truth: Groups,
  doubtful: Groups = [],
) {
  const ids = stories.map(({ id }) => id);
  const [isFound, isTrue] = [nameGroups(ids, found), nameGroups(ids, truth)];
  const [foundOf, trueOf] = [isFound, isTrue].map((names) => Map.groupBy(ids, (id) => names.get(id)));
  let [precision, recall] = [0, 0];
  for (const id of ids) {
    const [one, other] = [foundOf?.get(isFound.get(id)) ?? [], trueOf?.get(isTrue.get(id)) ?? []];
    const both = one.filter((member) => other.includes(member)).length;
    precision += both / one.length / ids.length;
    recall += both / other.length / ids.length;
  }
  const unclear = new Set(doubtful.map((pair) => pair.toSorted().join('\n')));
  const count = { joined: 0, same: 0, both: 0 };
  for (const [at, a] of ids.entries()) {
    for (const b of ids.slice(at + 1)) {
      if (unclear.has([a, b].sort().join('\n'))) continue;
      const [isJoined, isSame] = [isFound.get(a) === isFound.get(b), isTrue.get(a) === isTrue.get(b)];
      count.joined += Number(isJoined);
      count.same += Number(isSame);
      count.both += Number(isJoined && isSame);
    }
  }
  return {
    f1: (2 * precision * recall) / (precision + recall),
    right: count.both / count.joined,
    found: count.both / count.same,
    isJoined: (pair: readonly string[]): boolean => isFound.get(pair[0] ?? '') === isFound.get(pair[1] ?? ''),
  };
}

/** The name of each story's group; of one that stands alone, its own. */
function nameGroups(ids: readonly string[], groups: Groups): Map<string, string> {
  const names = new Map(ids.map((id) => [id, id]));
  for (const group of groups) for (const id of group) names.set(id, group[0] ?? id);
  return names;
}
