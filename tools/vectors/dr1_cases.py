"""The cases of test/vectors/dr1-*.json: small draws, each for one rule of docs/draw.md. Computed by dr1_reference.py."""

import hashlib

from dr1_reference import (
    HASHES, assign, eligibility_leaves, draw, hashed, jcs, merkle, probability, public_inspectors, quota, recuse,
    sha256, share_total, stratum_quota, ticket, utf8,
)

SHA, SM3 = "hkdf-sha256-min-v1", "hkdf-sm3-min-v1"
ANNOUNCED_AT, WAIT_UNTIL = "2021-02-26T01:00:00.000000Z", "2021-03-05T04:00:00.000000Z"
DICE = "314159265358979323846264338327950288419716939937510"


def number(*words):
    """Reproducible numbers for the cases: the first four bytes of a hash."""
    return int(sha256(utf8("/".join(map(str, words))))[:4].hex(), 16)


def credit_code(serial):
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91140603MA{serial:07d}"
    total = sum(alphabet.index(c) * pow(3, n, 31) for n, c in enumerate(body))
    return body + alphabet[-total % 31]


def org(serial):
    return f"org:{credit_code(serial)}"


def orgs(first, size):
    return [org(serial) for serial in range(first, first + size)]


# --- strata and sources --------------------------------------------------------------------------------------------
def ratio(sid, row, codes, num, den=100, kind="exact", minimum=0, **more):
    return {"id": sid, "row": row, "codes": codes, "kind": "ratio", "minimum": minimum,
            "ratio": {"numerator": num, "denominator": den, "kind": kind}, **more}


def fixed(sid, row, codes, count, **more):
    return {"id": sid, "row": row, "codes": codes, "kind": "fixed", "minimum": count, "ratio": None, **more}


def rehearsal_source():
    return {"id": "rehearsal", "kind": "rehearsal", "normalisation": "as-is", "when": "演练抽取时", "where": "演练"}


def dice_source(sid="dice"):
    return {"id": sid, "kind": "dice", "faces": 10, "least": 39, "normalisation": "decimal digits in reading order, nothing else",
            "when": "2021-03-01T01:00:00.000000Z", "where": "局三楼会议室"}


def drand_source():
    genesis, period, round_ = 1595431050, 30, 640000
    import datetime
    when = datetime.datetime.fromtimestamp(genesis + (round_ - 1) * period, datetime.timezone.utc)
    return {"id": "drand", "kind": "drand", "chain_hash": "ab" * 32, "public_key": "cd" * 96, "scheme": "bls-unchained-g1-rfc9380",
            "genesis": genesis, "period": period, "round": round_, "normalisation": "lowercase hex of SHA-256(signature)",
            "when": when.strftime("%Y-%m-%dT%H:%M:%S.000000Z"), "where": "https://api.drand.sh、https://drand.cloudflare.com"}


REHEARSAL = ([rehearsal_source()], [{"id": "rehearsal", "value": "seed 7"}])
BY_DICE = ([dice_source()], [{"id": "dice", "value": DICE[:39]}])
BEACON = ([drand_source()], [{"id": "drand", "value": hashlib.sha256(b"a signature").hexdigest()}])
BOTH = (BY_DICE[0] + BEACON[0], BY_DICE[1] + BEACON[1])
FALLBACK = ("dice", [{"id": "dice-fallback", "value": DICE[:45]}])


# --- people --------------------------------------------------------------------------------------------------------
def everybody(name, roster, count, last=False, cap=40):
    """Inspectors with everything that can keep one from a seat."""
    facts = {"secret": sha256(utf8(f"secret/{name}")).hex(), "inspectors": [], "lastInspections": [], "pastPairings": []}
    codes = sorted({e["code"] for e in roster}, key=utf8)
    for n in range(count):
        facts["inspectors"].append({
            "id": f"i{number(name, 'inspector', n):08x}", "cap": 3 if n == 1 else cap, "section": ["运管股", "安监股"][n % 2],
            "salt": sha256(utf8(f"salt/{name}/{n}")).hex(),
            "certificate": {"from": "2019-01-01", "to": "2020-12-31" if n == 5 else "2023-12-31"},
            "qualifications": ["危货", "港口"] if n % 3 == 0 else ["港口"] if n % 3 == 1 else [],
            "leave": [{"from": "2021-02-20", "to": "2021-03-03"}, {"from": "2021-03-04", "to": "2021-03-20"}] if n == 4 else
                     [{"from": "2021-03-02", "to": "2021-03-05"}] if n == 2 else [],
            "interests": [code for code in codes if number(name, n, code) % 10 == 0]})
    ids = [f["id"] for f in facts["inspectors"]]
    if last:
        facts["lastInspections"] = [{"unit": code, "inspector": i} for code in codes for i in ids if number(name, "last", code, i) % 2 == 0]
        facts["lastInspections"].append({"unit": codes[0], "inspector": "retired"})
        facts["pastPairings"] = [{"inspectors": [ids[3], ids[0]], "times": 4}, {"inspectors": [ids[0], "retired"], "times": 9}]
    return facts


def free(name, count, cap=40, qualified=lambda n: True, interests=lambda n: []):
    """Inspectors who may go anywhere, but for what is said."""
    return {"secret": sha256(utf8(f"secret/{name}")).hex(), "lastInspections": [], "pastPairings": [], "inspectors": [{
        "id": f"i{n:03d}", "cap": cap, "section": "执法队", "salt": sha256(utf8(f"salt/{name}/{n}")).hex(),
        "certificate": {"from": "2019-01-01", "to": "2023-12-31"}, "qualifications": ["危货"] if qualified(n) else [],
        "leave": [], "interests": interests(n)} for n in range(count)]}


# --- a draw --------------------------------------------------------------------------------------------------------
def draw_case(name, what, strata, randomness=REHEARSAL, alg=SHA, secret=None, iterations=1, people=None, team_size=2,
              qualifications=((1, ["危货"]),), sections=((3, ["安监股"]),), fallback=None, weight=lambda sid, code: 1, draw_id=None):
    """people: roster -> facts."""
    h = HASHES[alg]
    draw_id = draw_id or f"golden/{name}"
    roster = sorted(({"code": code, "stratum": s["id"], "w": weight(s["id"], code)} for s in strata for code in s["codes"]),
                    key=lambda e: (utf8(e["code"]), utf8(e["stratum"])))
    exclusions = sorted(({"code": code, "row": strata[0]["row"], "reason": reason} for code, reason in
                         ((org(999), "deregistered"), (org(998), "already-inspected"), ("vehicle:晋F00001", "not-operating"))),
                        key=lambda e: (utf8(e["code"]), e["row"]))
    announced = []
    for s in strata:
        members = [e for e in roster if e["stratum"] == s["id"]]
        one = {"id": s["id"], "row": s["row"], "kind": s["kind"], "eligible": len(members), "ratio": s["ratio"], "minimum": s["minimum"],
               **({"maximum": s["maximum"]} if "maximum" in s else {}), "topped_up": s.get("topped_up", []), "after": s.get("after", []),
               "batches": s.get("batches", []), "weights": s.get("weights", "none")}
        one["quota"] = stratum_quota(one)
        one["reserve"] = min(s.get("reserve", max(10, one["quota"])), len(members) - one["quota"])
        one["probability"] = probability(one, members)
        announced.append(one)
    rows = sorted({s["row"] for s in strata})
    sources, values = randomness
    rehearsed = any(s["kind"] == "rehearsal" for s in sources)
    if fallback:
        then, values = {"then": "dice", "source": dice_source("dice-fallback")}, fallback
    else:
        then = {"then": "void"}
    announcement = {
        "schema": "dr-1", "alg": alg, "bureau": "平鲁区交通运输局", "cycle": "2021-1", "purpose": "regular", "batch": 1,
        "plan_rows": rows, "draw_no": "2021-001", "draw_id": draw_id, "announced_at": ANNOUNCED_AT, "rehearsal": rehearsed,
        "signers": None if rehearsed else {"operator": "0a" * 16, "supervisor": "0b" * 16},
        "roster_hash": hashed(h, {"draw_id": draw_id, "entries": roster}),
        "roster_merkle_root": merkle(h, [utf8(jcs(e)) for e in roster]).hex(),
        "exclusions_hash": hashed(h, {"draw_id": draw_id, "exclusions": exclusions}), "strata": announced,
        "inspectors_hash": "none", "eligibility_root": "none", "sources": sources, "notice_hours": 24,
        "fallback": {"wait_until": WAIT_UNTIL, "lack_of_people": "void", "text": "到期仍无随机数的，按本公告处理。", **then},
        "otc_commit": "none", "publish_policy": "at-once", "witness_required": not rehearsed, "sign_off_working_days": 5,
        "verifier_sha256": "none", "software_version": "golden"}
    if secret:
        committed = bytes.fromhex(secret)
        for _ in range(iterations):
            committed = h(committed)
        announcement["otc_commit"] = {"hash": committed.hex(), "iterations": iterations}
        announcement["reveal_deadline"] = "2021-04-30T10:00:00.000000Z"
    facts, inspectors = None, None
    if people:
        facts = people(roster)
        announcement["assignment"] = {
            "team_size": team_size, "planned": {"from": "2021-03-01", "to": "2021-03-05"},
            "qualifications": [{"row": row, "needs": needs} for row, needs in qualifications],
            "sections": [{"row": row, "open_to": open_to} for row, open_to in sections]}
        inspectors = public_inspectors(h, draw_id, announcement["assignment"], rows, facts)
        announcement["inspectors_hash"] = hashed(h, inspectors)
        leaves = eligibility_leaves(h, facts, sorted({e["code"] for e in roster}, key=utf8))
        announcement["eligibility_root"] = merkle(h, [utf8(jcs(leaf)) for leaf in leaves]).hex()
    return {"name": name, "what": what, "announcement": announcement, "exclusions": exclusions, "roster": roster, "sources": values,
            **({"oneTimeCode": secret} if secret else {}), **({"facts": facts, "inspectors": inspectors} if people else {}),
            "record": draw(announcement, roster, values, secret, facts, inspectors)}


def batches(*counts):
    return [{"no": n + 1, "from": f"2021-0{n + 3}-01", "to": f"2021-0{n + 3}-28", "count": c} for n, c in enumerate(counts)]


def draw_cases():
    secret = sha256(b"one time").hex()
    graded = lambda name: lambda sid, code: 1 + number(name, sid, code) % 4
    own, whole = orgs(100, 20), orgs(100, 45)
    classes = [ratio("1/甲", 1, orgs(100, 25), 10, minimum=2, weights="w-2021"), ratio("1/乙", 1, orgs(200, 15), 3, kind="cap", weights="w-2021"),
               ratio("4", 4, [f"vehicle:晋F{n:05d}" for n in range(300, 312)], 25, weights="w-2021")]
    sharing = [ratio("1", 1, orgs(100, 30), 20), ratio("2", 2, orgs(110, 20), 50, kind="floor"), ratio("3", 3, orgs(125, 6), 100)]
    homes = [fixed("1/本区域/甲", 1, own[:12], 4), fixed("1/本区域/乙", 1, own[12:], 3), fixed("1/全部", 1, whole, 5, after=["1/本区域/甲", "1/本区域/乙"])]

    yield draw_case("one row", "uniform, one stratum, units only", [ratio("1", 1, orgs(100, 40), 5)])
    yield draw_case("rows share units", "merged visits: qualifications of ALL rows, a section of ONE", sharing, people=lambda r: everybody("sharing", r, 9))
    yield draw_case("weights, strata, one-time code", "weights, a cap, vehicles, rotation and past pairings, salt from a one-time code",
                    classes, BY_DICE, secret=secret, people=lambda r: everybody("classes", r, 8, last=True), weight=graded("classes"))
    yield draw_case("rotation and three seats", "teams of three; rotation is dropped where it cannot hold", [ratio("2", 2, orgs(100, 16), 50)],
                    people=lambda r: everybody("three", r, 7, last=True), team_size=3)
    yield draw_case("too few people", "no full assignment exists: the seats that stay empty are named", [ratio("1", 1, orgs(100, 20), 50)],
                    people=lambda r: everybody("few", r, 2))
    yield draw_case("heavy weights", "the smallest of up to 60 tickets", [ratio("1", 1, orgs(100, 20), 20, weights="w-9")],
                    weight=lambda sid, code: 1 + number("heavy", code) % 60)
    yield draw_case("fixed numbers", "numbers instead of ratios; one above what there is", [fixed("1/甲", 1, orgs(100, 12), 5), fixed("1/乙", 1, orgs(200, 3), 4), fixed("2", 2, orgs(300, 8), 0)])
    yield draw_case("topped up", "a class that has too few leaves its number to another",
                    [fixed("1/A", 1, orgs(100, 3), 5), fixed("1/B", 1, orgs(200, 20), 4, topped_up=[{"from": "1/A", "count": 2}]),
                     ratio("2/A", 2, orgs(300, 2), 50, minimum=3), ratio("2/B", 2, orgs(400, 12), 25, topped_up=[{"from": "2/A", "count": 1}], maximum=3)])
    yield draw_case("own areas, then everywhere", "70 % at home; a unit drawn at home is passed over, and meets fresh tickets", homes, people=lambda r: free("homes", 5))
    yield draw_case("a chain of three", "a stratum after a stratum after a stratum, with weights",
                    [ratio("5/1", 5, whole[:15], 20, weights="w"), fixed("5/2", 5, whole[:30], 6, after=["5/1"], weights="w"),
                     fixed("5/3", 5, whole, 9, after=["5/1", "5/2"], weights="w")], weight=graded("chain"))
    yield draw_case("nearly all are passed over", "after has left fewer than the quota", [fixed("1", 1, own[:8], 6), fixed("1/再", 1, own[:10], 7, after=["1"])])
    yield draw_case("batches by order", "everybody is visited; the order decides in which month", [ratio("1", 1, orgs(100, 14), 100, batches=batches(5, 5, 4))],
                    people=lambda r: free("batches", 4))
    yield draw_case("batches of merged visits", "two rows with batches: the smaller row's batch counts",
                    [ratio("2", 2, orgs(100, 9), 100, batches=batches(4, 0, 5)), ratio("10", 10, orgs(104, 9), 100, batches=batches(3, 3, 3)),
                     ratio("3", 3, orgs(100, 13), 40)], people=lambda r: free("merged", 6), sections=())
    yield draw_case("one-time code of five steps", "salt = H^4(secret), commitment = H^5(secret)", [ratio("1", 1, orgs(100, 15), 20)],
                    BY_DICE, secret="00" * 8 + "ff" * 8, iterations=5)
    yield draw_case("a beacon", "one drand round", [ratio("1", 1, orgs(100, 15), 20)], BEACON)
    yield draw_case("dice, then a beacon", "two sources in their order", [ratio("1", 1, orgs(100, 15), 20)], BOTH)
    yield draw_case("the beacon stays silent", "the fallback's dice take its place, behind the dice that came", [ratio("1", 1, orgs(100, 15), 20)], BOTH,
                    fallback=BY_DICE[1] + FALLBACK[1])
    yield draw_case("the only source stays silent", "the fallback's dice alone", [ratio("1", 1, orgs(100, 15), 20)], BEACON, fallback=FALLBACK[1])
    yield draw_case("scarce qualification", "2 of 6 may lead", [ratio("1", 1, orgs(100, 20), 50)], people=lambda r: free("scarce", 6, qualified=lambda n: n < 2))
    yield draw_case("caps bind", "nobody may go more than four times", [ratio("1", 1, orgs(100, 20), 50)], people=lambda r: free("caps", 6, cap=4))
    yield draw_case("everyone has conflicts", "each inspector is barred from every third unit", [ratio("2", 2, orgs(100, 20), 60)],
                    people=lambda r: free("conflicts", 7, interests=lambda n: [e["code"] for k, e in enumerate(r) if (k + n) % 3 == 0]))
    yield draw_case("bytes decide, not UTF-16", "codes above U+FFFF, a slash in a code, salted persons; row 10 after row 2",
                    [ratio("2", 2, [f"project:{c}工程/{n}" for n, c in enumerate("甲乙\U00020bb7\uff21𠀋丙")], 50),
                     ratio("10", 10, ["ship:\uff21号", "ship:\U00020bb7号", "ship:Z", "person:" + "5a" * 32, "station:14-06/003"], 60)])
    yield draw_case("empty and unlucky", "a stratum of nobody, a cap below one, a single unit", [ratio("1", 1, [], 5), ratio("2", 2, orgs(100, 9), 5, kind="cap"), ratio("3", 3, orgs(200, 1), 5)],
                    people=lambda r: free("single", 2), sections=())
    yield draw_case("reserve as announced", "fewer in reserve than there are, and none", [ratio("1", 1, orgs(100, 20), 10, reserve=3), ratio("2", 2, orgs(200, 9), 10, reserve=0)])
    yield draw_case("several needs", "rows that ask for more than one qualification; seat 1 needs them all, of all rows",
                    [ratio("1", 1, orgs(100, 16), 50), ratio("2", 2, orgs(100, 16), 50), ratio("3", 3, orgs(108, 10), 50)],
                    people=lambda r: everybody("needs", r, 12), qualifications=((1, ["港口", "危货"]), (2, ["港口"]), (3, [])), sections=((3, ["安监股"]), (2, [])))
    yield draw_case("a fixed number with an upper bound", "the upper bound wins over the number, and over what is moved there",
                    [fixed("1/A", 1, orgs(100, 12), 8, maximum=5), fixed("1/B", 1, orgs(200, 2), 6, maximum=4),
                     fixed("1/C", 1, orgs(300, 9), 3, maximum=4, topped_up=[{"from": "1/B", "count": 2}]), fixed("2", 2, orgs(400, 5), 3, maximum=9)])
    yield draw_case("all, behind another", "the second stratum takes everyone: its mode is certainty, though it passes some over",
                    [fixed("1", 1, own[:9], 4), fixed("1/全", 1, own[:12], 12, after=["1"], batches=batches(6, 6)), ratio("2", 2, own[5:15], 30)],
                    people=lambda r: free("all", 7))
    yield draw_case("each with a cap of his own", "caps of one to seven seats: who is full leaves the rest to others", [ratio("1", 1, orgs(100, 22), 45)],
                    people=lambda r: {**(f := free("own caps", 8)), "inspectors": [{**i, "cap": 1 + (n * 3) % 7} for n, i in enumerate(f["inspectors"])]})
    yield draw_case("reserve that ends", "two in reserve for three", [ratio("1", 1, orgs(100, 10), 30, reserve=2), ratio("2", 2, orgs(104, 8), 25)], people=lambda r: free("ends", 5))
    yield draw_case("SM3", "the national profile: units only", [ratio("1", 1, orgs(100, 40), 5)], alg=SM3)
    yield draw_case("SM3 in full", "the national profile with weights, a one-time code, people, rotation and batches",
                    [{**s, "weights": "w-2021"} for s in classes[:1]] + [ratio("2", 2, orgs(110, 12), 100, batches=batches(6, 6))], BOTH, alg=SM3,
                    secret=secret, iterations=3, people=lambda r: everybody("sm3", r, 8, last=True), weight=lambda sid, code: graded("sm3")(sid, code) if sid == "1/甲" else 1)


# --- parts of a draw -----------------------------------------------------------------------------------------------
def assign_case(name, count, people, needs=lambda v: False, qualified=lambda n: True, conflict=0, cap=1000, slots=2, last=lambda v, n: False, past=()):
    """Visits of row 1 (any inspector) or row 2 (qualified leaders): what the public files say, without the openings."""
    prk = sha256(utf8(name))
    ids = [f"i{n:03d}" for n in range(people)]
    cap_of = cap if callable(cap) else lambda n: cap
    listed = [{"id": i, "cap": cap_of(n), "available": True, "lead_rows": [1, 2] if qualified(n) else [1], "rows": [1, 2], "hash": "00" * 32} for n, i in enumerate(ids)]
    visits = [{"unit": f"org:v{v:04d}", "rows": [2] if needs(v) else [1], "slots": slots,
               "barred": [i for n, i in enumerate(ids) if number(name, v, n) % 100 < conflict],
               "last": [i for n, i in enumerate(ids) if last(v, n)]} for v in range(count)]
    may = lambda v, slot, i: i not in visits[v]["barred"] and (slot > 1 or not needs(v) or qualified(int(i[1:])))
    result = assign(visits, {i: cap_of(n) for n, i in enumerate(ids)}, may, lambda label: ticket(sha256, prk, label), [(p["inspectors"], p["times"]) for p in past])
    return {"name": name, "prk": prk.hex(), "inspectors": {"draw_id": "golden", "inspectors": listed, "past_pairings": list(past)}, "visits": visits, "result": result}


def assign_cases():
    yield assign_case("scarce: 2 of 4 qualified for 4 of 12", 12, 4, needs=lambda v: v < 4, qualified=lambda n: n < 2)
    yield assign_case("every first seat needs one of two", 9, 6, needs=lambda v: True, qualified=lambda n: n < 2)
    yield assign_case("many conflicts", 14, 7, conflict=45)
    yield assign_case("caps bind", 10, 6, conflict=20, cap=4)
    yield assign_case("rotation cannot hold everywhere", 10, 4, conflict=10, last=lambda v, n: n < 2 if v % 2 else n == 3)
    yield assign_case("three seats", 8, 6, conflict=25, slots=3)
    yield assign_case("two seats, one person", 3, 1)
    yield assign_case("past pairings count", 5, 5, past=[{"inspectors": ["i000", "i001"], "times": 3}, {"inspectors": ["i002", "i004"], "times": 1}])
    yield assign_case("half the county: 40 visits, 12 inspectors", 40, 12, conflict=10)
    yield assign_case("caps of their own", 9, 6, conflict=15, cap=lambda n: (2, 7, 3, 4, 1, 5)[n])


def recusal_cases():
    """One seat of an assignment above changes hands; then, where somebody is left, the same seat again."""
    for case, seat, cap in (("many conflicts", (3, 1), 1000), ("three seats", (2, 3), 1000), ("past pairings count", (0, 2), 1000),
                            ("scarce: 2 of 4 qualified for 4 of 12", (1, 1), 1000), ("caps bind", (4, 2), 4),
                            ("half the county: 40 visits, 12 inspectors", (7, 2), 1000), ("every first seat needs one of two", (0, 1), 1000),
                            ("caps of their own", (2, 1), None)):
        found = next(c for c in assign_cases() if c["name"] == case)
        prk, teams = bytes.fromhex(found["prk"]), [dict(t) for t in found["result"]["teams"]]
        listed = {i["id"]: i for i in found["inspectors"]["inspectors"]}
        visit, (at, slot), gone = found["visits"][seat[0]], seat, []
        steps = []
        for _ in range(2):
            gone.append(teams[at]["inspectors"][slot - 1])
            may = lambda i: i not in gone and i not in visit["barred"] and (slot > 1 or all(r in listed[i]["lead_rows"] for r in visit["rows"]))
            substitute = recuse(teams, visit["unit"], slot, {i: cap or listed[i]["cap"] for i in listed}, may, lambda label: ticket(sha256, prk, label),
                                [(p["inspectors"], p["times"]) for p in found["inspectors"]["past_pairings"]])
            steps.append({"leaves": gone[-1], "substitute": substitute})
            if substitute is None:
                break
            teams[at] = {**teams[at], "inspectors": [substitute if n == slot - 1 else i for n, i in enumerate(teams[at]["inspectors"])]}
        yield {"name": case, "unit": visit["unit"], "slot": slot, "steps": steps}


def person_cases():
    """A person in the lists: `person:` and SHA-256 over the salt's bytes followed by the number's."""
    for n, text in enumerate(["140603199001011234", "晋A出租0317", "从业-0007/甲", "\U00020bb7号 2", "7"]):
        salt = sha256(utf8(f"salt {n}"))[:16]
        yield {"salt": salt.hex(), "number": text, "unit": "person:" + sha256(salt + utf8(text)).hex()}


def order_cases():
    """Equal tickets cannot be found for two units of a draw (they would be a collision of H), so ties stand alone here."""
    low, high = "00" * 32, "00" * 31 + "01"
    units = ["org:B", "org:A", "project:\U00020bb7", "project:\uff21", "project:a/b", "project:a", "vehicle:晋F1", "org:AA"]
    for name, entries in (
        ("all tickets are equal: the codes' bytes decide", [(low, u) for u in units]),
        ("the last byte of a ticket decides before any code", [(high, "org:A"), (low, "vehicle:Z"), (high, "org:0"), (low, "vehicle:A")]),
    ):
        yield {"name": name, "entries": [{"ticket": t, "unit": u} for t, u in entries],
               "order": [u for _, u in sorted(entries, key=lambda e: (e[0], utf8(e[1])))]}


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
