"""What comes after a draw, and draws without a result: cases of dr1-after.json and dr1-ends.json (docs/draw.md, part 9)."""

from collections import Counter
from datetime import datetime, timedelta

from dr1_cases import BOTH, BY_DICE, BEACON, dice_source, draw_cases, number
from dr1_reference import HASHES, recuse, ticket, utf8

DAYS = [f"2021-03-{day:02d}T02:00:00.000000Z" for day in range(10, 29)]


class After:
    """Events of one draw, each as it must be; `teams` as they stand after them."""

    def __init__(self, case):
        record, listed = case["record"], case.get("inspectors") or {"inspectors": [], "past_pairings": []}
        self.strata = record["strata"]
        self.teams = {team["unit"]: list(team["inspectors"]) for team in record["assignment"].get("teams", [])}
        self.visited = {visit["unit"] for visit in record["visits"]}
        self.caps = {each["id"]: each["cap"] for each in listed["inspectors"]}
        self.past = [(each["inspectors"], each["times"]) for each in listed["past_pairings"]]
        prk, h = bytes.fromhex(record["prk"]), HASHES[record["alg"]]
        self.tick = lambda label: ticket(h, prk, label)
        self.used, self.replaced, self.given_up = set(), set(), set()
        self.events, self.days = [], iter(DAYS)

    def tell(self, kind, at, data):
        count = 1 + sum(event["kind"] == kind for event in self.events)
        self.events.append({"kind": kind, "at": at, "data": {**data, "count": count}})

    def drew(self, unit):
        """Strata that drew the unit or gave it somebody's place, in which it did not give way."""
        for stratum in self.strata:
            drawn = unit in [each["unit"] for each in stratum["order"][:stratum["quota"]]]
            if (drawn or (stratum["id"], unit) in self.used) and (stratum["id"], unit) not in self.replaced:
                yield stratum

    def substitute(self, unit, gone=(), unfit=()):
        """`gone`: units of the reserve that operate no more; `unfit`: who cannot go to the substitutes."""
        at, team, found = next(self.days), self.teams.get(unit), []
        visited_before = set(self.visited)
        for stratum in list(self.drew(unit)):
            passed, taken = [], None
            for n, each in enumerate(stratum["order"][stratum["quota"]:], stratum["quota"] + 1):
                other = each["unit"]
                why = ("substituted-before" if (stratum["id"], other) in self.used else
                       "not-operating" if other in gone else "visited-in-this-cycle" if other in visited_before else None)
                if why is None:
                    taken = (other, n)
                    break
                passed.append({"unit": other, "position": n, "why": why})
            self.replaced.add((stratum["id"], unit))
            if taken:
                self.used.add((stratum["id"], taken[0]))
                self.visited.add(taken[0])
                if taken[0] not in found:
                    found.append(taken[0])
            self.tell("substitution", at, {
                "row": stratum["row"], "stratum": stratum["id"], "unit": unit, "unit_status": "closed",
                "substitute": taken and taken[0], "position": taken and taken[1], "passed_over": passed})
        if team is None:
            return
        if found:
            del self.teams[unit]
        for substitute in found:
            self.teams[substitute] = list(team)
            for slot, member in enumerate(team, 1):
                if member in unfit:
                    self.change("reassignment", at, substitute, slot, unfit)

    def change(self, kind, at, unit, slot, barred=(), named=True):
        leaving = self.teams[unit][slot - 1]
        away = set(barred) | {i for u, i in self.given_up if u == unit}
        teams = [{"unit": u, "inspectors": team} for u, team in self.teams.items()]
        substitute = recuse(teams, unit, slot, self.caps, lambda i: i not in away, self.tick, self.past)
        assert substitute is not None, (unit, slot)
        self.tell(kind, at, {"unit": unit, "slot": slot, "leaving": leaving if named else None, "substitute": substitute,
                             "barred": sorted(barred, key=utf8)})
        self.teams[unit][slot - 1] = substitute
        return leaving

    def recuse(self, unit, slot, barred=(), kind="recusal", named=True):
        leaving = self.change(kind, next(self.days), unit, slot, barred, named)
        self.given_up.add((unit, leaving))

    def result(self, name, what):
        teams = [{"unit": unit, "inspectors": team} for unit, team in sorted(self.teams.items(), key=lambda each: utf8(each[0]))]
        loads = Counter(i for team in self.teams.values() for i in team)
        return {"name": name, "what": what, "events": self.events, "teams": teams,
                "loads": {i: loads[i] for i in sorted(loads, key=utf8)}}


def after_cases():
    draws = {case["name"]: case for case in draw_cases()}

    def story(name, what, tell):
        after = After(draws[name])
        tell(after, [visit["unit"] for visit in draws[name]["record"]["visits"]])
        return after.result(name, what)

    def merged(after, units):
        twice = next(unit for unit in units if len(list(after.drew(unit))) > 1)
        leader = after.teams[twice][0]
        after.substitute(twice, unfit=(leader,))
        other = next(unit for unit in units if unit in after.teams)
        after.recuse(other, 1)
        after.recuse(other, 2)

    def seats(after, units):
        after.recuse(units[0], 3)
        after.recuse(units[0], 3, named=False)
        first = after.teams[units[2]][0]
        others = [i for i in after.caps if number("away", i) % 5 == 0 and i not in after.teams[units[2]]]
        after.recuse(units[2], 1, barred=sorted({first, *others}), kind="reassignment")

    def reserve(after, units):
        stratum = after.strata[0]
        behind = [each["unit"] for each in stratum["order"][stratum["quota"]:]]
        first, second = [each["unit"] for each in stratum["order"][:2]]
        after.substitute(first, gone=(behind[0],))
        after.substitute(second)
        after.substitute(next(each["unit"] for each in stratum["order"] if (stratum["id"], each["unit"]) in after.used))

    def exhausted(after, units):
        for _ in range(3):
            after.substitute(next(unit for unit in units if any(s["id"] == "1" for s in after.drew(unit))))

    def capped(after, units):
        after.recuse(units[0], 1)
        after.recuse(units[3], 2)

    yield story("rows share units", "a unit of several rows gives way; one of its team cannot go; then a seat twice over", merged)
    yield story("rotation and three seats", "seats of a team of three; people barred for the time; who leaves is not named", seats)
    yield story("reserve as announced", "units alone: one in reserve gone, another used, a substitute replaced in its turn", reserve)
    yield story("own areas, then everywhere", "in strata one after another, whose reserves overlap", reserve)
    yield story("SM3 in full", "under SM3, with rotation and past pairings", capped)
    yield story("reserve that ends", "at the end of the reserve there is nobody", exhausted)
    yield story("each with a cap of his own", "who has as many seats as his cap allows takes none", capped)


# --- draws without a result ----------------------------------------------------------------------------------------
ANNOUNCED_AT, WAIT_UNTIL, NOTICE_HOURS = "2021-02-26T01:00:00.000000Z", "2021-03-05T04:00:00.000000Z", 24


def moved(instant, hours):
    form = "%Y-%m-%dT%H:%M:%S.%fZ"
    return (datetime.strptime(instant, form) + timedelta(hours=hours)).strftime(form)


def verdict(sources, then, signed, gone, came, state, at, by):
    """None where the draw may end so, else the case of the check `outcome`."""
    beacon = next((source for source in sources if source["kind"] == "drand"), None)
    if beacon:
        replaced = then == "dice" and at >= WAIT_UNTIL and not any(each["id"] == beacon["id"] for each in came)
        known = None if replaced else moved(beacon["when"], -1)
    else:
        known = min((each["typed_at"] for each in came), default=None)
    freely = "known" if known is not None and at >= known else None
    if state == "not-drawn":
        return freely if signed else None
    if by is None:
        if signed:
            return "signed"
        limit = moved(min(source["when"] for source in sources), -NOTICE_HOURS)
        return "early" if not gone and at < limit else None
    if not signed:
        return "unsigned"
    if by == "order":
        return freely
    if by != "announced":
        return "by"
    silent = [source["kind"] for source in sources if source["id"] not in [each["id"] for each in came]]
    if not silent or (then == "dice" and "dice" not in silent):
        return "complete"
    return "early" if at < WAIT_UNTIL else None


def end_cases():
    typed = {"id": "dice", "typed_at": "2021-03-01T01:10:00.000000Z"}
    round_at = BEACON[0][0]["when"]
    value = {"id": "drand"}
    both, dice, beacon = BOTH[0], BY_DICE[0], BEACON[0]

    def case(name, sources, state="void", at=WAIT_UNTIL, by=None, came=(), then="void", signed=True, gone=False):
        fallback = {"then": "dice", "source": dice_source("dice-fallback")} if then == "dice" else {"then": "void"}
        return {"name": name, "sources": sources, "fallback": {"wait_until": WAIT_UNTIL, "lack_of_people": "void", "text": "到期处理", **fallback},
                "notice_hours": NOTICE_HOURS, "signed": signed, "gone": gone, "came": list(came),
                "end": {"state": state, "at": at, "by": by}, "verdict": verdict(sources, then, signed, gone, came, state, at, by)}

    just = lambda instant: moved(instant, -1 / 3600)
    yield case("silent beacon", both, by="announced", came=[typed])
    yield case("an instant too early", both, by="announced", came=[typed], at=just(WAIT_UNTIL))
    yield case("all came", both, by="announced", came=[typed, value])
    yield case("dice would stand in", both, by="announced", came=[typed], then="dice")
    yield case("dice themselves silent", both, by="announced", then="dice")
    yield case("an order more than an hour before the round", beacon, by="order", at=just(moved(round_at, -1)))
    yield case("an order an hour before the round", beacon, by="order", at=moved(round_at, -1))
    yield case("an order when dice may stand in", both, by="order", came=[typed], then="dice")
    yield case("an order when dice may stand in, but the round came", both, by="order", came=[value], then="dice")
    yield case("an order before the wait for the round is over", both, by="order", came=[typed], then="dice", at=just(WAIT_UNTIL))
    yield case("an order before dice", dice, by="order", at=round_at)
    yield case("an order once dice were typed", dice, by="order", came=[typed], at=typed["typed_at"])
    yield case("not drawn in time", both, state="not-drawn", at=ANNOUNCED_AT)
    yield case("not drawn, but the round is out", both, state="not-drawn", at=round_at)
    yield case("not drawn and never signed", both, state="not-drawn", at=round_at, signed=False)
    yield case("unsigned in time", both, at=moved(min(round_at, dice[0]["when"]), -NOTICE_HOURS), signed=False)
    yield case("unsigned, a second before", both, at=just(moved(min(round_at, dice[0]["when"]), -NOTICE_HOURS)), signed=False)
    yield case("a key is gone", both, at=ANNOUNCED_AT, signed=False, gone=True)
    yield case("signed, and called unsigned", both, at=WAIT_UNTIL)
    yield case("the announced rule of what nobody signed", both, by="announced", signed=False)
    yield case("a ground of one's own", both, by="whim", at=ANNOUNCED_AT)
