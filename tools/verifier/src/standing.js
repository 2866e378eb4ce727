/** Who visits whom after the draw: the teams of the record, as substitutions and changed seats leave them. */

/**
 * Several substitutes that replace one unit at one instant take its team over one after another, in the order of their
 * events: the seats of each that change hands on the way come before the next one's.
 */
export const standingTeams = (record) => {
  const { visits, assignment } = record ?? { visits: [], assignment: {} };
  const byUnit = new Map((assignment.teams ?? []).map(({ unit, inspectors }) => [unit, inspectors]));
  const visited = new Set(visits.map(({ unit }) => unit));
  const replaced = new Set();
  const givenUp = new Set();
  let waiting = [];
  let taking = null;

  const settle = (count) => {
    for (const takeover of waiting.slice(0, count)) {
      byUnit.set(takeover.substitute, takeover.team);
      taking = takeover;
    }
    waiting = waiting.slice(count);
  };
  const isTakingOver = (at, unit) => taking !== null && taking.at === at && taking.substitute === unit;

  return {
    /** Every team as it stands before an event about `unit` at `at`. */
    before: (at, unit) => {
      if (!isTakingOver(at, unit)) {
        const place = waiting.findIndex((each) => each.at === at && each.substitute === unit);
        settle(place < 0 ? waiting.length : place + 1);
      }
      return byUnit;
    },
    /** Whether a unit has or had a visit of this draw; what one step brings about counts from the next on. */
    isVisited: (at, unit, leaving) =>
      visited.has(unit) &&
      !waiting.some((each) => each.at === at && each.unit === leaving && each.substitute === unit),
    isReplaced: (stratum, unit) => replaced.has(`${stratum} ${unit}`),
    hasGivenUp: (unit, inspector) => givenUp.has(`${inspector}/${unit}`),
    substitute: (at, stratum, unit, substitute) => {
      const isOneStep = waiting.length > 0 && waiting[0].at === at && waiting[0].unit === unit;
      if (!isOneStep) settle(waiting.length);
      replaced.add(`${stratum} ${unit}`);
      if (substitute === null || waiting.some((each) => each.substitute === substitute)) return;
      visited.add(substitute);
      const team = byUnit.get(unit) ?? (waiting.length > 0 ? waiting[0].team : []);
      waiting.push({ at, unit, substitute, team });
      byUnit.delete(unit);
    },
    /** A seat changed hands. Who could not go over with his team gave up no seat of the new visit. */
    seat: (at, unit, slot, substitute) => {
      const team = byUnit.get(unit);
      if (!isTakingOver(at, unit)) givenUp.add(`${team[slot - 1]}/${unit}`);
      byUnit.set(
        unit,
        team.map((id, n) => (n === slot - 1 ? substitute : id)),
      );
    },
  };
};
