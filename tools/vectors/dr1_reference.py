#!/usr/bin/env python3
"""Second implementation of the draw DR-1, written from docs/draw.md alone with the standard library.

It shares no code with domain/draw: the files it writes under test/vectors/ are what the TypeScript must reproduce.
    python3 tools/vectors/dr1_reference.py            writes test/vectors/dr1-*.json
    python3 tools/vectors/dr1_reference.py --check    exits 1 when the files differ from what it computes
"""

import hashlib
import hmac
import json
import pathlib
import sys
from collections import Counter, defaultdict

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "test" / "vectors"


# --- bytes ---------------------------------------------------------------------------------------------------------
def jcs(value):
    """RFC 8785 for what DR-1 hashes: ASCII member names, whole numbers."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def hashed(value):
    return sha(jcs(value))


def utf8(text):
    return text.encode()


def merkle(leaves):
    """RFC 6962, section 2.1, recursively as it is written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + merkle(leaves[:split]) + merkle(leaves[split:])).digest()


# --- tickets and order ---------------------------------------------------------------------------------------------
def prk_of(announcement_hash, sources, one_time_code=None):
    ikm = utf8(jcs({"announcement_hash": announcement_hash, "sources": sources}))
    salt = bytes.fromhex(one_time_code) if one_time_code else bytes(32)
    return hmac.new(salt, ikm, hashlib.sha256).digest()


def ticket(prk, label):
    return hmac.new(prk, utf8(label) + b"\x01", hashlib.sha256).hexdigest()


def unit_ticket(prk, row, code, weight):
    return min(ticket(prk, f"unit:{row}/{code}/{j}") for j in range(1, weight + 1))


def quota(n, num, den, kind, minimum=0, maximum=None):
    lower, upper = [minimum], [n]
    if kind == "cap":
        upper.append(n * num // den)
    else:
        lower.append(-(-n * num // den))
    if maximum is not None:
        upper.append(maximum)
    wanted = upper[1] if kind == "cap" else max(lower)
    return min([wanted] + upper)


def share_total(total, strata):
    size = sum(n for _, n in strata)
    total = min(total, size)
    base = {code: total * n // size if size else 0 for code, n in strata}
    rest = sorted(strata, key=lambda s: (-(total * s[1] % size) if size else 0, utf8(s[0])))
    for code, _ in rest[: total - sum(base.values())]:
        base[code] += 1
    return base


# --- assignment ----------------------------------------------------------------------------------------------------
def fillable(seats, allowed, caps, fixed):
    """Can every seat be filled? Ford-Fulkerson on the explicit network seat -> (visit, inspector) -> inspector -> sink."""
    residual = defaultdict(dict)

    def edge(a, b, capacity):
        residual[a][b] = residual[a].get(b, 0) + capacity
        residual[b].setdefault(a, 0)

    for i, cap in caps.items():
        edge(("i", i), "sink", cap)
    for seat in seats:
        visit = seat[0]
        edge("source", ("s", seat), 1)
        people = [fixed[seat]] if seat in fixed else [i for i in caps if allowed(seat, i)]
        for i in people:
            edge(("s", seat), ("p", visit, i), 1)
            if ("i", i) not in residual[("p", visit, i)]:
                edge(("p", visit, i), ("i", i), 1)
    flow = 0
    while True:
        parent, stack = {"source": None}, ["source"]
        while stack and "sink" not in parent:
            node = stack.pop()
            for nxt, capacity in residual[node].items():
                if capacity > 0 and nxt not in parent:
                    parent[nxt] = node
                    stack.append(nxt)
        if "sink" not in parent:
            return flow == len(seats)
        node = "sink"
        while parent[node] is not None:
            residual[parent[node]][node] -= 1
            residual[node][parent[node]] += 1
            node = parent[node]
        flow += 1


def assign(visits, caps, may, prk, past=()):
    """visits: [{unit, slots, last}]; may(visit index, slot, inspector) -> bool. Returns the result as the record has it."""
    seats = [(v, slot) for v, visit in enumerate(visits) for slot in range(1, visit["slots"] + 1)]
    allowed = lambda seat, i: may(seat[0], seat[1], i)
    placed = []
    for seat in seats:
        if fillable(placed + [seat], allowed, caps, {}):
            placed.append(seat)
    if len(placed) < len(seats):
        missing = [seat for seat in seats if seat not in placed]
        return {"status": "infeasible", "lacking": [{"unit": visits[v]["unit"], "slot": s} for v, s in missing]}
    limit = 0
    while not fillable(seats, allowed, {i: min(c, limit) for i, c in caps.items()}, {}):
        limit += 1
    capped = {i: min(c, limit) for i, c in caps.items()}

    barred, dropped = set(), []
    kept = lambda seat, i: allowed(seat, i) and (seat[0], i) not in barred
    for v, visit in enumerate(visits):
        last = [i for i in visit["last"] if i in caps and any(allowed((v, s), i) for s in range(1, visit["slots"] + 1))]
        if not last:
            continue
        barred |= {(v, i) for i in last}
        if not fillable(seats, kept, capped, {}):
            barred -= {(v, i) for i in last}
            dropped.append({"unit": visit["unit"], "inspectors": sorted(last, key=utf8)})

    loads, paired, fixed = Counter(), Counter(), {}
    for pair, times in past:
        paired[frozenset(pair)] += times
    for seat in seats:
        v, slot = seat
        unit = visits[v]["unit"]
        partners = [fixed[(v, s)] for s in range(1, slot)]
        key = lambda i: (loads[i], sum(paired[frozenset((p, i))] for p in partners), ticket(prk, f"asg/{unit}/{slot}/{i}"), utf8(i))
        people = [i for i in caps if kept(seat, i) and i not in partners and loads[i] < capped[i]]
        for i in sorted(people, key=key):
            if fillable(seats, kept, capped, {**fixed, seat: i}):
                fixed[seat] = i
                loads[i] += 1
                for p in partners:
                    paired[frozenset((p, i))] += 1
                break
        else:
            raise AssertionError("no feasible candidate")
    teams = [{"unit": visit["unit"], "inspectors": [fixed[(v, s)] for s in range(1, visit["slots"] + 1)]} for v, visit in enumerate(visits)]
    return {"status": "assigned", "minimal_max_load": limit, "teams": teams, "dropped_rotations": dropped}


# --- a whole draw --------------------------------------------------------------------------------------------------
def day_off_throughout(leave, planned):
    """Days are compared as numbers of a month: the cases plan inside one month."""
    days = range(int(planned["from"][8:]), int(planned["to"][8:]) + 1)
    month = planned["from"][:8]
    return all(any(l["from"] <= f"{month}{d:02d}" <= l["to"] for l in leave) for d in days)


def eligible(rules, facts, rows, unit, slot, i):
    f, planned = facts[i], rules["planned"]
    sections = [next((s["open_to"] for s in rules["sections"] if s["row"] == row), []) for row in rows]
    needs = {n for q in rules["qualifications"] if q["row"] in rows for n in q["needs"]}
    return (
        f["certificate"]["from"] <= planned["from"]
        and f["certificate"]["to"] >= planned["to"]
        and unit not in f["interests"]
        and not day_off_throughout(f["leave"], planned)
        and (any(not s for s in sections) or any(f["section"] in s for s in sections))
        and (slot > 1 or needs <= set(f["qualifications"]))
    )


def bitmap(bits):
    bits = bits + [False] * (-len(bits) % 4)
    return "".join(f"{sum(8 >> k for k in range(4) if bits[n + k]):x}" for n in range(0, len(bits), 4))


def draw(announcement, roster, sources, one_time_code, facts):
    announcement_hash = hashed(announcement)
    prk = prk_of(announcement_hash, sources, one_time_code)
    strata, drawn = [], defaultdict(list)
    for s in announcement["strata"]:
        members = [e for e in roster if e["stratum"] == s["id"]]
        order = sorted(
            ({"unit": e["code"], "weight": e["w"], "ticket": unit_ticket(prk, s["row"], e["code"], e["w"])} for e in members),
            key=lambda e: (e["ticket"], utf8(e["unit"])),
        )
        taken = order[: s["quota"]]
        drawn[s["row"]] += taken
        strata.append({
            "id": s["id"], "row": s["row"], "eligible": len(members), "quota": s["quota"],
            "mode": "certainty" if s["quota"] == len(members) else "drawn",
            "cut_off": taken[-1]["ticket"] if taken else None,
            "order": order[: s["quota"] + s["reserve"]],
        })
    rows_of = {}
    for row in sorted(drawn):
        for e in sorted(drawn[row], key=lambda e: (e["ticket"], utf8(e["unit"]))):
            rows_of.setdefault(e["unit"], []).append(row)
    visits = [{"position": n + 1, "unit": unit, "rows": rows} for n, (unit, rows) in enumerate(rows_of.items())]

    assignment = {"status": "not-announced"}
    rules = announcement.get("assignment")
    if rules:
        ids = sorted((f["id"] for f in facts["inspectors"]), key=utf8)
        by_id = {f["id"]: f for f in facts["inspectors"]}
        may = lambda v, slot, i: eligible(rules, by_id, visits[v]["rows"], visits[v]["unit"], slot, i)
        last = defaultdict(set)
        for each in facts["lastInspections"]:
            if each["inspector"] in by_id:
                last[each["unit"]].add(each["inspector"])
        todo = [{"unit": v["unit"], "slots": rules["team_size"], "last": sorted(last[v["unit"]], key=utf8)} for v in visits]
        past = [(p["inspectors"], p["times"]) for p in facts["pastPairings"]]
        inputs = {
            "inspectors": [{"id": i, "cap": by_id[i]["cap"]} for i in ids],
            "visits": [{
                "unit": v["unit"], "slots": v["slots"], "last_inspectors": v["last"],
                "eligible": [bitmap([may(n, slot, i) for i in ids]) for slot in (1, 2)],
            } for n, v in enumerate(todo)],
            "past_pairings": facts["pastPairings"],
        }
        assignment = {**assign(todo, {i: by_id[i]["cap"] for i in ids}, may, prk, past), "inputs": inputs}
        for each in assignment.get("dropped_rotations", []):
            each["reason"] = f"对象{each['unit']}不能轮换：除去上一周期检查过该对象的{'、'.join(each['inspectors'])}后人员不足，本次不作轮换要求。"
    record = {
        "schema": "dr-1", "alg": "hkdf-sha256-min-v1",
        "draw_no": announcement["draw_no"], "draw_id": announcement["draw_id"],
        "announcement_hash": announcement_hash, "sources": sources,
        "rehearsal": any(s["id"] == "rehearsal" for s in sources),
        "prk": prk.hex(), "strata": strata, "visits": visits, "assignment": assignment,
        "software_version": announcement["software_version"],
    }
    return {**record, "record_hash": hashed(record)}


def committed(draw_id, facts):
    by_id = sorted(facts["inspectors"], key=lambda f: utf8(f["id"]))
    visited = defaultdict(list)
    for each in facts["lastInspections"]:
        visited[each["inspector"]].append(each["unit"])
    inspectors = [{"id": f["id"], "hash": hashed({"draw_id": draw_id, "salt": f["salt"], "inspector": {
        **{k: f[k] for k in ("id", "cap", "section", "certificate")}, "qualifications": sorted(f["qualifications"], key=utf8)}})} for f in by_id]
    private = [{"id": f["id"], "hash": hashed({"draw_id": draw_id, "id": f["id"], "salt": f["salt"], "leave": f["leave"],
        "interests": sorted(f["interests"], key=utf8), "visited_last_cycle": sorted(visited[f["id"]], key=utf8)})} for f in by_id]
    past = sorted(({"inspectors": sorted(p["inspectors"], key=utf8), "times": p["times"]} for p in facts["pastPairings"]),
                  key=lambda p: utf8("/".join(p["inspectors"])))
    return hashed({"draw_id": draw_id, "inspectors": inspectors}), hashed({"draw_id": draw_id, "inspectors": private, "past_pairings": past})


# --- cases ---------------------------------------------------------------------------------------------------------
def number(*words):
    """Reproducible numbers for the cases: the first four bytes of a hash."""
    return int(sha("/".join(map(str, words)))[:8], 16)


def credit_code(serial):
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91140603MA{serial:07d}"
    total = sum(alphabet.index(c) * pow(3, n, 31) for n, c in enumerate(body))
    return body + alphabet[-total % 31]


def draw_case(name, strata, source, one_time_code=None, inspectors=0, team_size=2, planned=("2021-03-01", "2021-03-05"), last=False, weights=False):
    """strata: [(id, row, size, first serial, num, den, kind, minimum)]"""
    draw_id = f"golden/{name}"
    roster = sorted(
        ({"code": f"vehicle:晋F{serial:05d}" if row == 4 else f"org:{credit_code(serial)}", "stratum": sid,
          "w": 1 + number(name, serial) % 4 if weights else 1}
         for sid, row, size, first, *_ in strata for serial in range(first, first + size)),
        key=lambda e: (utf8(e["code"]), utf8(e["stratum"])))
    entries = {"draw_id": draw_id, "entries": roster}
    exclusions = [{"code": f"org:{credit_code(999)}", "row": strata[0][1], "reason": "deregistered"}]
    announced = []
    for sid, row, size, _, num, den, kind, minimum in strata:
        k = quota(size, num, den, kind, minimum)
        announced.append({"id": sid, "row": row, "eligible": size, "ratio": {"numerator": num, "denominator": den, "kind": kind},
                          "minimum": minimum, "quota": k, "reserve": min(max(10, k), size - k), "weights": "w-2021" if weights else "none"})
    facts = {"inspectors": [], "lastInspections": [], "pastPairings": []}
    for n in range(inspectors):
        roll = number(name, "inspector", n)
        facts["inspectors"].append({
            "id": f"晋执{n:03d}", "cap": 3 if n == 1 else 40, "section": ["运管股", "安监股"][n % 2], "salt": f"{roll:08x}",
            "certificate": {"from": "2019-01-01", "to": "2020-12-31" if n == 5 else "2023-12-31"},
            "qualifications": ["危货"] if n % 3 == 0 else [],
            "leave": [{"from": "2021-02-20", "to": "2021-03-03"}, {"from": "2021-03-04", "to": "2021-03-20"}] if n == 4 else
                     [{"from": "2021-03-02", "to": "2021-03-05"}] if n == 2 else [],
            "interests": sorted({e["code"] for e in roster if number(name, n, e["code"]) % 10 == 0}, key=utf8)})
    if last:
        facts["lastInspections"] = [{"unit": code, "inspector": f["id"]} for code in sorted({e["code"] for e in roster}, key=utf8)
                                    for f in facts["inspectors"] if number(name, "last", code, f["id"]) % 2 == 0]
        facts["pastPairings"] = [{"inspectors": ["晋执000", "晋执003"], "times": 4}]
    inspectors_hash, eligibility_hash = committed(draw_id, facts) if inspectors else ("none", "none")
    announcement = {
        "schema": "dr-1", "alg": "hkdf-sha256-min-v1", "bureau": "平鲁区交通运输局", "cycle": "2021-1", "purpose": "regular", "batch": 1,
        "plan_rows": sorted({s[1] for s in strata}), "draw_no": "2021-001", "draw_id": draw_id, "announced_at": "2021-02-26T01:00:00.000000Z",
        "roster_hash": hashed(entries), "roster_merkle_root": merkle([utf8(jcs(e)) for e in roster]).hex(),
        "exclusions_hash": hashed({"draw_id": draw_id, "exclusions": exclusions}), "strata": announced,
        "inspectors_hash": inspectors_hash, "eligibility_hash": eligibility_hash,
        "sources": [{"id": source["id"], "normalisation": "as-is", "when": "2021-03-01", "where": "局公告栏"}],
        "fallback": "void", "otc_commit": {"hash": sha(bytes.fromhex(one_time_code)), "iterations": 1} if one_time_code else "none",
        "publish_policy": "at-once", "software_version": "golden"}
    if inspectors:
        announcement["assignment"] = {"team_size": team_size, "planned": {"from": planned[0], "to": planned[1]},
                                      "qualifications": [{"row": 1, "needs": ["危货"]}], "sections": [{"row": 3, "open_to": ["安监股"]}]}
    return {"name": name, "announcement": announcement, "exclusions": exclusions, "roster": roster, "sources": [source],
            **({"oneTimeCode": one_time_code} if one_time_code else {}), "facts": facts,
            "record": draw(announcement, roster, [source], one_time_code, facts)}


def draw_cases():
    rehearsal = {"id": "rehearsal", "value": "seed 7"}
    yield draw_case("one row", [("1", 1, 40, 100, 5, 100, "exact", 0)], rehearsal)
    yield draw_case("rows share units", [("1", 1, 30, 100, 20, 100, "exact", 0), ("2", 2, 20, 110, 50, 100, "floor", 0), ("3", 3, 6, 125, 100, 100, "exact", 0)],
                    rehearsal, inspectors=9)
    yield draw_case("weights, strata, one-time code", [("1/甲", 1, 25, 100, 10, 100, "exact", 2), ("1/乙", 1, 15, 200, 3, 100, "cap", 0), ("4", 4, 12, 300, 25, 100, "exact", 0)],
                    {"id": "dice-39", "value": "3 1 4 1 5 9 2 6 5 3 5 8 9 7 9 3 2 3 8 4 6 2 6 4 3 3 8 3 2 7 9 5 0 2 8 8 4 1 9"},
                    one_time_code=sha("one time"), inspectors=8, weights=True, last=True)
    yield draw_case("rotation and three seats", [("2", 2, 16, 100, 50, 100, "exact", 0)], rehearsal, inspectors=7, team_size=3, last=True)
    yield draw_case("too few people", [("1", 1, 20, 100, 50, 100, "exact", 0)], rehearsal, inspectors=2)


def assign_case(name, count, people, needs=lambda v: False, qualified=lambda n: True, conflict=0, cap=1000, slots=2, last=lambda v, n: False):
    prk = hashlib.sha256(utf8(name)).digest()
    ids = [f"i{n:03d}" for n in range(people)]
    visits = [{"unit": f"org:v{v:04d}", "slots": slots, "last": [i for n, i in enumerate(ids) if last(v, n)]} for v in range(count)]
    open_ = [[number(name, v, n) % 100 >= conflict for n in range(people)] for v in range(count)]
    may = lambda v, slot, i: open_[v][int(i[1:])] and (slot > 1 or not needs(v) or qualified(int(i[1:])))
    inputs = {"inspectors": [{"id": i, "cap": cap} for i in ids], "past_pairings": [], "visits": [
        {"unit": v["unit"], "slots": slots, "last_inspectors": v["last"],
         "eligible": [bitmap([may(n, s, i) for i in ids]) for s in (1, 2)]} for n, v in enumerate(visits)]}
    result = assign(visits, {i: cap for i in ids}, may, prk)
    return {"name": name, "prk": prk.hex(), "inputs": inputs, "result": result}


def assign_cases():
    yield assign_case("scarce: 2 of 4 qualified for 4 of 12", 12, 4, needs=lambda v: v < 4, qualified=lambda n: n < 2)
    yield assign_case("every first seat needs one of two", 9, 6, needs=lambda v: True, qualified=lambda n: n < 2)
    yield assign_case("many conflicts", 14, 7, conflict=45)
    yield assign_case("caps bind", 10, 6, conflict=20, cap=4)
    yield assign_case("rotation cannot hold everywhere", 10, 4, conflict=10, last=lambda v, n: n < 2 if v % 2 else n == 3)
    yield assign_case("three seats", 8, 6, conflict=25, slots=3)
    yield assign_case("two seats, one person", 3, 1)
    yield assign_case("half the county: 40 visits, 12 inspectors", 40, 12, conflict=10)


def quota_cases():
    for n in (0, 1, 2, 7, 10, 19, 20, 33, 100, 999, 1000, 123457, 1000000):
        for num, den, kind in ((5, 100, "exact"), (30, 100, "exact"), (50, 100, "exact"), (100, 100, "exact"), (3, 100, "floor"), (5, 100, "cap"), (1, 3, "exact"), (0, 1, "exact")):
            for minimum, maximum in ((0, None), (3, None), (0, 4)):
                yield {"eligible": n, "numerator": num, "denominator": den, "kind": kind, "minimum": minimum,
                       **({} if maximum is None else {"maximum": maximum}), "quota": quota(n, num, den, kind, minimum, maximum)}


def share_cases():
    for total, sizes in ((10, (5, 5, 5)), (7, (100, 33, 1)), (1, (1, 1, 1)), (50, (3, 4, 5)), (25, (500, 250, 125, 62, 0)), (0, (4, 4))):
        strata = [(f"{chr(65 + n)}", size) for n, size in enumerate(sizes)]
        yield {"total": total, "strata": [{"code": c, "eligible": n} for c, n in strata], "shares": share_total(total, strata)}


def main():
    files = {
        "dr1-draws.json": list(draw_cases()),
        "dr1-assignments.json": list(assign_cases()),
        "dr1-quotas.json": {"quotas": list(quota_cases()), "shares": list(share_cases())},
    }
    stale = []
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        path = VECTORS / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"not what this script computes: {', '.join(stale)}")


if __name__ == "__main__":
    main()
