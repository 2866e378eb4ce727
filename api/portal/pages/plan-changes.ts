type Sheet = readonly (readonly string[])[];

const byNumber = ([, ...rows]: Sheet): Map<string, readonly string[]> =>
  new Map(rows.map((row) => [row[0] ?? '', row]));

/** What a version of the plan table changed against the one before, a sentence for each row or cell (R56). */
export const planChanges = (before: Sheet, after: Sheet): string[] => {
  const [heads = []] = after;
  const [old, now] = [byNumber(before), byNumber(after)];
  const changed = [...now].flatMap(([number, row]) => {
    const was = old.get(number);
    if (was === undefined) return [`增加计划行 ${number}：${row[6] ?? ''}`];
    return heads.flatMap((head, at) =>
      was[at] === row[at] ? [] : [`计划行 ${number}：${head}由“${was[at]}”改为“${row[at]}”`],
    );
  });
  const removed = [...old.keys()].filter((number) => !now.has(number));
  return [...changed, ...removed.map((number) => `取消计划行 ${number}`)];
};
