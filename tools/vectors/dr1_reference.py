#!/usr/bin/env python3
"""Second implementation of the draw DR-1, written from docs/draw.md alone with the standard library.

It shares no code with domain/draw: the files that it computes for the cases of dr1_cases.py, under test/vectors/, are
what the TypeScript must reproduce.
    python3 tools/vectors/dr1_reference.py            writes test/vectors/dr1-*.json
    python3 tools/vectors/dr1_reference.py --check    exits 1 when the files differ from what it computes
"""

import hashlib
import json
import pathlib
import sys
from collections import Counter, defaultdict

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "test" / "vectors"


# --- bytes and hashes ----------------------------------------------------------------------------------------------
def jcs(value):
    """RFC 8785 for what DR-1 hashes: ASCII member names, whole numbers."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def utf8(text):
    return text.encode()


def sha256(data):
    return hashlib.sha256(data).digest()


def sm3(data):
    """GB/T 32905-2016, section 5, step by step."""
    mask = 0xFFFFFFFF
    rol = lambda x, n: ((x << n % 32) | (x >> (-n % 32))) & mask if n % 32 else x
    p0 = lambda x: x ^ rol(x, 9) ^ rol(x, 17)
    p1 = lambda x: x ^ rol(x, 15) ^ rol(x, 23)
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    for start in range(0, len(padded), 64):
        w = [int.from_bytes(padded[i : i + 4], "big") for i in range(start, start + 64, 4)]
        for j in range(16, 68):
            w.append(p1(w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rol((rol(a, 12) + e + rol(t, j)) & mask, 7)
            ss2 = ss1 ^ rol(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & mask & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & mask
            tt2 = (gg + h + ss1 + w[j]) & mask
            a, b, c, d, e, f, g, h = tt1, a, rol(b, 9), c, p0(tt2), e, rol(f, 19), g
        state = [x ^ y for x, y in zip((a, b, c, d, e, f, g, h), state)]
    return b"".join(x.to_bytes(4, "big") for x in state)


HASHES = {"hkdf-sha256-min-v1": sha256, "hkdf-sm3-min-v1": sm3}


def hmac(h, key, message):
    """RFC 2104 with a block of 64 bytes; every key of DR-1 has at most 64 bytes."""
    assert len(key) <= 64
    block = key + bytes(64 - len(key))
    return h(bytes(b ^ 0x5C for b in block) + h(bytes(b ^ 0x36 for b in block) + message))


def hashed(h, value):
    return h(utf8(jcs(value))).hex()


def merkle(h, leaves):
    """RFC 6962, section 2.1, recursively as it is written there."""
    if not leaves:
        return h(b"")
    if len(leaves) == 1:
        return h(b"\x00" + leaves[0])
    k = split_of(len(leaves))
    return h(b"\x01" + merkle(h, leaves[:k]) + merkle(h, leaves[k:]))


def split_of(count):
    split = 1
    while split * 2 < count:
        split *= 2
    return split


def audit_path(h, leaves, index):
    """RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = split_of(len(leaves))
    if index < k:
        return audit_path(h, leaves[:k], index) + [merkle(h, leaves[k:])]
    return audit_path(h, leaves[k:], index - k) + [merkle(h, leaves[:k])]


# --- key and tickets -----------------------------------------------------------------------------------------------
def salt_of(h, commitment, secret):
    if commitment == "none":
        return bytes(32)
    salt = bytes.fromhex(secret)
    for _ in range(commitment["iterations"] - 1):
        salt = h(salt)
    assert h(salt).hex() == commitment["hash"], "not the one-time code that was committed to"
    return salt


def prk_of(h, announcement_hash, sources, salt):
    return hmac(h, salt, utf8(jcs({"announcement_hash": announcement_hash, "sources": sources})))


def ticket(h, prk, label):
    return hmac(h, prk, utf8(label) + b"\x01").hex()


def unit_ticket(h, prk, row, code, weight, first):
    return min(ticket(h, prk, f"unit:{row}/{code}/{j}") for j in range(first, first + weight))


# --- quotas --------------------------------------------------------------------------------------------------------
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


def stratum_quota(s):
    """K of an announced stratum."""
    n, maximum = s["eligible"], s.get("maximum")
    bound = lambda k: min(k, n, n if maximum is None else maximum)
    if s["kind"] == "fixed":
        own = bound(s["minimum"])
    else:
        r = s["ratio"]
        own = quota(n, r["numerator"], r["denominator"], r["kind"], s["minimum"], maximum)
    moved = sum(t["count"] for t in s["topped_up"])
    return bound(own + moved) if moved else own


def probability(s, members):
    if s["quota"] == s["eligible"]:
        return {"kind": "certainty"}
    if s["weights"] == "none":
        return {"kind": "uniform", "numerator": s["quota"], "denominator": s["eligible"]}
    total = sum(e["w"] for e in members)
    return {"kind": "by-weight", "first_pick": [{"w": w, "numerator": w, "denominator": total} for w in sorted({e["w"] for e in members})]}


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


def assign(visits, caps, may, tick, past=()):
    """visits: [{unit, slots, last}]; may(visit index, slot, inspector) -> bool. Returns the result as the record has it."""
    seats = [(v, slot) for v, visit in enumerate(visits) for slot in range(1, visit["slots"] + 1)]
    allowed = lambda seat, i: may(seat[0], seat[1], i)
    if not fillable(seats, allowed, caps, {}):
        placed, missing = [], []
        for seat in seats:
            (placed if fillable(placed + [seat], allowed, caps, {}) else missing).append(seat)
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
            names = sorted(last, key=utf8)
            reason = f"对象{visit['unit']}不能轮换：除去上一周期检查过该对象的{'、'.join(names)}后人员不足，本次不作轮换要求。"
            dropped.append({"unit": visit["unit"], "inspectors": names, "reason": reason})

    loads, paired, fixed = Counter(), Counter(), {}
    for pair, times in past:
        paired[frozenset(pair)] += times
    for seat in seats:
        v, slot = seat
        partners = [fixed[(v, s)] for s in range(1, slot)]
        key = seat_key(loads, paired, partners, tick, visits[v]["unit"], slot)
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


def seat_key(loads, paired, partners, tick, unit, slot):
    return lambda i: (loads[i], sum(paired[frozenset((p, i))] for p in partners), tick(f"asg/{unit}/{slot}/{i}"), utf8(i))


def recuse(teams, unit, slot, caps, may, tick, past=()):
    """Late recusal: the next person for one seat; may(inspector) -> bool. None where nobody is left."""
    team = next(t for t in teams if t["unit"] == unit)
    leaving = team["inspectors"][slot - 1]
    partners = [i for i in team["inspectors"] if i != leaving]
    loads, paired = Counter(), Counter()
    for pair, times in past:
        paired[frozenset(pair)] += times
    for t in teams:
        members = partners if t is team else t["inspectors"]
        loads.update(members)
        paired.update(frozenset((a, b)) for n, a in enumerate(members) for b in members[:n])
    people = [i for i in caps if i != leaving and i not in partners and may(i) and loads[i] < caps[i]]
    return min(people, key=seat_key(loads, paired, partners, tick, unit, slot), default=None)


# --- the people ----------------------------------------------------------------------------------------------------
def is_available(f, planned):
    """Days are compared as numbers of a month: the cases plan inside one month."""
    if f["certificate"]["from"] > planned["from"] or f["certificate"]["to"] < planned["to"]:
        return False
    days = [f"{planned['from'][:8]}{d:02d}" for d in range(int(planned["from"][8:]), int(planned["to"][8:]) + 1)]
    return any(not any(l["from"] <= day <= l["to"] for l in f["leave"]) for day in days)


def public_inspectors(h, draw_id, rules, rows, facts):
    listed = []
    for f in sorted(facts["inspectors"], key=lambda f: utf8(f["id"])):
        private = {**{k: f[k] for k in ("id", "cap", "section", "certificate", "leave")},
                   "qualifications": sorted(f["qualifications"], key=utf8), "interests": sorted(f["interests"], key=utf8)}
        open_to = lambda row: next((s["open_to"] for s in rules["sections"] if s["row"] == row), [])
        needs = lambda row: {n for q in rules["qualifications"] if q["row"] == row for n in q["needs"]}
        listed.append({
            "id": f["id"], "cap": f["cap"], "available": is_available(f, rules["planned"]),
            "lead_rows": [row for row in rows if needs(row) <= set(f["qualifications"])],
            "rows": [row for row in rows if not open_to(row) or f["section"] in open_to(row)],
            "hash": hashed(h, {"draw_id": draw_id, "inspector": private, "salt": f["salt"]})})
    ids = {i["id"] for i in listed}
    pairings = [{"inspectors": sorted(p["inspectors"], key=utf8), "times": p["times"]} for p in facts["pastPairings"] if set(p["inspectors"]) <= ids]
    pairings.sort(key=lambda p: [utf8(i) for i in p["inspectors"]])
    return {"draw_id": draw_id, "inspectors": listed, "past_pairings": pairings}


def eligibility_leaves(h, facts, units):
    """units ascending by bytes."""
    ids = {f["id"] for f in facts["inspectors"]}
    last, barred = defaultdict(set), defaultdict(set)
    for each in facts["lastInspections"]:
        if each["inspector"] in ids:
            last[each["unit"]].add(each["inspector"])
    for f in facts["inspectors"]:
        for unit in f["interests"]:
            barred[unit].add(f["id"])
    secret = bytes.fromhex(facts["secret"])
    return [{"barred": sorted(barred[u], key=utf8), "last": sorted(last[u], key=utf8),
             "nonce": hmac(h, secret, utf8(u)).hex(), "unit": u} for u in units]


def may_take(listed, rows, barred, slot):
    """By the public file and the opened leaf alone."""
    if not listed["available"] or listed["id"] in barred or not any(row in listed["rows"] for row in rows):
        return False
    return slot > 1 or all(row in listed["lead_rows"] for row in rows)


# --- a whole draw --------------------------------------------------------------------------------------------------
def first_tickets(strata):
    first = {}
    for s in strata:
        first[s["id"]] = max((first[a] + 1000 for a in s["after"]), default=1)
    return first


def draw_strata(h, prk, announced, roster):
    strata, drawn_by = [], {}
    first = first_tickets(announced)
    for s in announced:
        members = [e for e in roster if e["stratum"] == s["id"]]
        passed = set().union(*(drawn_by[a] for a in s["after"]))
        order = sorted(
            ({"unit": e["code"], "weight": e["w"], "ticket": unit_ticket(h, prk, s["row"], e["code"], e["w"], first[s["id"]])}
             for e in members if e["code"] not in passed),
            key=lambda e: (e["ticket"], utf8(e["unit"])))
        taken = order[: s["quota"]]
        drawn_by[s["id"]] = {e["unit"] for e in taken}
        strata.append({
            "id": s["id"], "row": s["row"], "eligible": len(members), "quota": s["quota"],
            "mode": "certainty" if s["quota"] == len(members) else "drawn",
            "cut_off": taken[-1]["ticket"] if taken else None,
            "order": order[: s["quota"] + s["reserve"]]})
    return strata


def merge_visits(strata, announced):
    drawn, batch_of = defaultdict(list), {}
    batches = {s["id"]: s["batches"] for s in announced}
    for s in sorted(strata, key=lambda s: s["row"]):
        taken = s["order"][: s["quota"]]
        drawn[s["row"]] += taken
        numbers = [b["no"] for b in batches[s["id"]] for _ in range(b["count"])]
        for e, no in zip(taken, numbers):
            batch_of.setdefault(e["unit"], no)
    rows_of = {}
    for row in sorted(drawn):
        for e in sorted(drawn[row], key=lambda e: (e["ticket"], utf8(e["unit"]))):
            rows_of.setdefault(e["unit"], []).append(row)
    return [{"position": n + 1, "unit": unit, "rows": rows, **({"batch": batch_of[unit]} if unit in batch_of else {})}
            for n, (unit, rows) in enumerate(rows_of.items())]


def draw(announcement, roster, sources, secret, facts, inspectors):
    h = HASHES[announcement["alg"]]
    announcement_hash = hashed(h, announcement)
    prk = prk_of(h, announcement_hash, sources, salt_of(h, announcement["otc_commit"], secret))
    strata = draw_strata(h, prk, announcement["strata"], roster)
    visits = merge_visits(strata, announcement["strata"])
    assignment = {"status": "not-announced"}
    rules = announcement.get("assignment")
    if rules:
        units = sorted({e["code"] for e in roster}, key=utf8)
        leaves = eligibility_leaves(h, facts, units)
        data = [utf8(jcs(leaf)) for leaf in leaves]
        assert merkle(h, data).hex() == announcement["eligibility_root"]
        assert hashed(h, inspectors) == announcement["inspectors_hash"]
        todo = []
        for v in visits:
            index = units.index(v["unit"])
            path = [node.hex() for node in audit_path(h, data, index)]
            todo.append({**leaves[index], "index": index, "path": path, "slots": rules["team_size"]})
        by_id = {i["id"]: i for i in inspectors["inspectors"]}
        may = lambda v, slot, i: may_take(by_id[i], visits[v]["rows"], todo[v]["barred"], slot)
        past = [(p["inspectors"], p["times"]) for p in inspectors["past_pairings"]]
        result = assign(todo, {i: by_id[i]["cap"] for i in by_id}, may, lambda label: ticket(h, prk, label), past)
        assignment = {**result, "inputs": {"leaves": len(units), "visits": todo}}
    record = {
        "schema": "dr-1", "alg": announcement["alg"],
        "draw_no": announcement["draw_no"], "draw_id": announcement["draw_id"],
        "announcement_hash": announcement_hash, "sources": sources, "rehearsal": announcement["rehearsal"],
        "prk": prk.hex(), "strata": strata, "visits": visits, "assignment": assignment,
        "software_version": announcement["software_version"],
    }
    return {**record, "record_hash": hashed(h, record)}


def compact(cases):
    """One case a line: a change of one case is a change of one line."""
    lines = (json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main():
    sys.dont_write_bytecode = True
    import dr1_after as after
    import dr1_cases as cases

    files = {
        "dr1-draws.json": compact(cases.draw_cases()),
        "dr1-assignments.json": compact(cases.assign_cases()),
        "dr1-recusals.json": compact(cases.recusal_cases()),
        "dr1-after.json": compact(after.after_cases()),
        "dr1-ends.json": compact(after.end_cases()),
        "dr1-orders.json": compact(cases.order_cases()),
        "dr1-people.json": compact(cases.person_cases()),
        "dr1-quotas.json": json.dumps({"quotas": list(cases.quota_cases()), "shares": list(cases.share_cases())}, ensure_ascii=False, indent=1) + "\n",
    }
    stale = []
    for name, text in files.items():
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
