#!/usr/bin/env python3
"""Verifies the evidence of a draw (抽取证据包) by the rules of DR-1, with the standard library of Python alone.

    python3 verify.py DIRECTORY [--json] [--trust KEY_ID ...] [--unit CODE]

It needs no network, no database and no other file, and shares no code with the system that made the draw: whoever
trusts nobody can read it from top to bottom. What it checks, in which order and in which words, is the catalogue at
the end of this file, which is that of data/draw/checks.json and shapes.json. Exit code 0: everything that can be
checked holds; 1: something is wrong, and the first wrong thing is named; 2: it cannot run.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import sys
import unicodedata
from datetime import datetime, timedelta, timezone

OPTIONAL = {"inspectors.json", "one-time-code.json"}
NEEDED = {
    "announcement-signatures.json", "announcement.json", "events.json", "exclusions.json", "keys.json",
    "manifest.json", "receipt-signatures.json", "receipt.json", "record.json", "roster.jsonl", "sources.json",
    "time-proofs.json",
}  # fmt: skip
# Of a draw that ended without a result: before its announcement, and after it.
UNANNOUNCED = {"end.json", "events.json", "keys.json", "manifest.json"}
ENDED = UNANNOUNCED | {
    "announcement-signatures.json", "announcement.json", "exclusions.json", "roster.jsonl", "sources.json",
    "time-proofs.json",
}  # fmt: skip
UNIT_TYPES = ("org", "vehicle", "ship", "project", "station", "person")
MAX_WEIGHT = 1000
LEAST_DICE = 39
LEAST_TEAM = 2
NO_EVENT = "0" * 64
QUICKNET = {
    "chain_hash": "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    "genesis": 1692803367,
    "period": 3,
    "public_key": "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1f"
    "ec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "scheme": "bls-unchained-g1-rfc9380",
}


class Wrong(Exception):
    """The first thing that is wrong: code and case of the catalogue, values for the placeholders of its sentence."""

    def __init__(self, code, case=None, **values):
        super().__init__(code, case, values)
        self.code, self.case, self.values = code, case, values


def utf8(text):
    return text.encode("utf-8", "surrogatepass")


# --- canonical JSON (RFC 8785): texts in NFC, whole numbers only ------------------------------------------------------
def jcs(value):
    """Member names ascend by UTF-16 units; Python's own order of texts is that of code points."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{jcs(name)}:{jcs(value[name])}" for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(jcs, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def is_hashable(value):
    if isinstance(value, str):
        return value.isascii() or (not re.search("[\ud800-\udfff]", value) and unicodedata.is_normalized("NFC", value))
    if isinstance(value, dict):
        return all(is_hashable(name) and is_hashable(member) for name, member in value.items())
    if isinstance(value, list):
        return all(map(is_hashable, value))
    return not isinstance(value, float) and (value is None or abs(value) < 2**53)


def no_json(text):
    raise ValueError(f"{text} is not JSON")


def parsed(text):
    """Numbers that no double holds come back as fractions, which are never canonical."""
    return json.loads(text, parse_constant=no_json, parse_int=lambda digits: int(digits) if len(digits) < 20 else 0.5)


# --- the two hash functions of the profiles ---------------------------------------------------------------------------
def turned(x, n):
    n %= 32
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF


class PlainSm3:
    """SM3 (GB/T 32905-2016), for a Python whose OpenSSL has none. Slow; looks like a hash of hashlib."""

    name, digest_size, block_size = "sm3", 32, 64
    FIRST = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)

    def __init__(self, data=b""):
        self.state, self.rest, self.length = self.FIRST, b"", 0
        self.update(data)

    def copy(self):
        other = PlainSm3()
        other.state, other.rest, other.length = self.state, self.rest, self.length
        return other

    def update(self, data):
        self.length += len(data)
        data = self.rest + data
        whole = len(data) - len(data) % 64
        for at in range(0, whole, 64):
            self.state = self.compressed(self.state, data[at:at + 64])
        self.rest = data[whole:]

    def digest(self):
        padding = b"\x80" + bytes((55 - self.length) % 64) + (8 * self.length).to_bytes(8, "big")
        last = self.copy()
        last.update(padding)
        return b"".join(word.to_bytes(4, "big") for word in last.state)

    def hexdigest(self):
        return self.digest().hex()

    @staticmethod
    def compressed(state, block):
        w = [int.from_bytes(block[n:n + 4], "big") for n in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ turned(w[j - 3], 15)
            w.append(x ^ turned(x, 15) ^ turned(x, 23) ^ turned(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            a12 = turned(a, 12)
            ss1 = turned((a12 + e + turned(0x79CC4519 if j < 16 else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            tt1 = (ff + d + (ss1 ^ a12) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, turned(b, 9), c
            e, f, g, h = tt2 ^ turned(tt2, 9) ^ turned(tt2, 17), e, turned(f, 19), g
        return tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h)))


def sm3(data=b""):
    try:
        return hashlib.new("sm3", data)
    except ValueError:
        return PlainSm3(data)


HASHES = {"hkdf-sha256-min-v1": hashlib.sha256, "hkdf-sm3-min-v1": sm3}


def sha256_hex(data):
    return hashlib.sha256(data).hexdigest()


def keyed(hash_of, key):
    """HMAC (RFC 2104) with its two key blocks hashed once, for many messages."""
    key = (hash_of(key).digest() if len(key) > 64 else key).ljust(64, b"\x00")
    inner, outer = hash_of(bytes(x ^ 0x36 for x in key)), hash_of(bytes(x ^ 0x5C for x in key))

    def mac(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    return mac


# --- Merkle tree of RFC 6962: leaf H(0x00 ‖ data), node H(0x01 ‖ left ‖ right) ----------------------------------------
class MerkleTree:
    """Takes leaves one by one and keeps one hash per level."""

    def __init__(self, hash_of):
        self.hash_of, self.levels = hash_of, []

    def add(self, data):
        node, level = self.hash_of(b"\x00" + data).digest(), 0
        while level < len(self.levels) and self.levels[level] is not None:
            node = self.hash_of(b"\x01" + self.levels[level] + node).digest()
            self.levels[level] = None
            level += 1
        if level == len(self.levels):
            self.levels.append(None)
        self.levels[level] = node

    def root(self):
        left = [node for node in self.levels if node is not None]
        if not left:
            return self.hash_of(b"").hexdigest()
        root = left[0]
        for node in left[1:]:
            root = self.hash_of(b"\x01" + node + root).digest()
        return root.hex()


def root_of_path(hash_of, leaf, index, size, path):
    """Root that a leaf's audit path (nearest sibling first) leads to, hex; None where it cannot fit."""
    if index >= size:
        return None
    node, last = hash_of(b"\x00" + leaf).digest(), size - 1
    for sibling in map(bytes.fromhex, path):
        if last == 0:
            return None
        if index % 2 == 1 or index == last:
            node = hash_of(b"\x01" + sibling + node).digest()
            while index % 2 == 0 and index > 0:  # levels on which the last node has no sibling
                index, last = index // 2, last // 2
        else:
            node = hash_of(b"\x01" + node + sibling).digest()
        index, last = index // 2, last // 2
    return node.hex() if last == 0 else None


# --- Ed25519 (RFC 8032, section 5.1), verification only ---------------------------------------------------------------
ED_P = 2**255 - 19
ED_L = 2**252 + 27742317777372353535851937790883648493
ED_D = -121665 * pow(121666, -1, ED_P) % ED_P


def ed_x(y, sign):
    if y >= ED_P:
        return None
    square = (y * y - 1) * pow(ED_D * y * y + 1, -1, ED_P) % ED_P
    if square == 0:
        return None if sign else 0
    x = pow(square, (ED_P + 3) // 8, ED_P)
    if (x * x - square) % ED_P:
        x = x * pow(2, (ED_P - 1) // 4, ED_P) % ED_P
    if (x * x - square) % ED_P:
        return None
    return x if x % 2 == sign else ED_P - x


def ed_point(data):
    whole = int.from_bytes(data, "little")
    y = whole % 2**255
    x = ed_x(y, whole >> 255)
    return None if x is None else (x, y, 1, x * y % ED_P)


def ed_add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % ED_P, (p[1] + p[0]) * (q[1] + q[0]) % ED_P
    c, d = 2 * p[3] * q[3] * ED_D % ED_P, 2 * p[2] * q[2] % ED_P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % ED_P, g * h % ED_P, f * g % ED_P, e * h % ED_P


def ed_times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = ed_add(result, point)
        point, scalar = ed_add(point, point), scalar >> 1
    return result


ED_BASE_Y = 4 * pow(5, -1, ED_P) % ED_P
ED_BASE = (ed_x(ED_BASE_Y, 0), ED_BASE_Y, 1, ed_x(ED_BASE_Y, 0) * ED_BASE_Y % ED_P)


def is_signed(public_key, text, signature):
    """Ed25519 over the UTF-8 bytes of a text; key and signature in hex."""
    if public_key is None:
        return False
    key, signed = bytes.fromhex(public_key), bytes.fromhex(signature)
    a, r, s = ed_point(key), ed_point(signed[:32]), int.from_bytes(signed[32:], "little")
    if a is None or r is None or s >= ED_L:
        return False
    k = int.from_bytes(hashlib.sha512(signed[:32] + key + utf8(text)).digest(), "little") % ED_L
    left, right = ed_times(s, ED_BASE), ed_add(r, ed_times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % ED_P == 0 and (left[1] * right[2] - right[1] * left[2]) % ED_P == 0


# --- BLS12-381 (drand quicknet): RFC 9380 hash to G1, pairing over Fp12 = Fp[w]/(w^12 - 2 w^6 + 2) --------------------
P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
LOOP = 0xD201000000010000  # |x| of the curve family
G2_BASE = (
    (0x024AA2B2F08F0A91260805272DC51051C6E47AD4FA403B02B4510B647AE3D1770BAC0326A805BBEFD48056C8C121BDB8,
     0x13E02B6052719F607DACD3A088274F65596BD0D09920B61AB5DA61BBDC7F5049334CF11213945D57E5AC7D055D042B7E),
    (0x0CE5D527727D6E118CC9CDC6DA2E351AADFD9BAA8CBDD3A76D429A695160D12C923AC9CC3BACA289E193548608B82801,
     0x0606C4A02EA734CC32ACD2B02BC28B99CB3E287E85A763AF267492AB572E99AB3F370D275CEC1DA1AAA9075FF05F79BE),
)
SSWU_A = 0x144698A3B8E9433D693A02C96D4982B0EA985383EE66A8D8E8981AEFD881AC98936F8DA0E0F97F5CF428082D584C1D
SSWU_B = 0x12E2908D11688030018B12E8753EEE3B2016C1F0F24F4070A0B9C14FCEF35EF55A23215A316CEAA5D1CC48E98E172BE0
SSWU_Z = 11
# RFC 9380, appendix E.2: coefficients of the 11-isogeny, constant term first (x numerator, x denominator, y ..., y ...).
ISOGENY = (
    (
        0x11A05F2B1E833340B809101DD99815856B303E88A2D7005FF2627B56CDB4E2C85610C2D5F2E62D6EAEAC1662734649B7,
        0x17294ED3E943AB2F0588BAB22147A81C7C17E75B2F6A8417F565E33C70D1E86B4838F2A6F318C356E834EEF1B3CB83BB,
        0xD54005DB97678EC1D1048C5D10A9A1BCE032473295983E56878E501EC68E25C958C3E3D2A09729FE0179F9DAC9EDCB0,
        0x1778E7166FCC6DB74E0609D307E55412D7F5E4656A8DBF25F1B33289F1B330835336E25CE3107193C5B388641D9B6861,
        0xE99726A3199F4436642B4B3E4118E5499DB995A1257FB3F086EEB65982FAC18985A286F301E77C451154CE9AC8895D9,
        0x1630C3250D7313FF01D1201BF7A74AB5DB3CB17DD952799B9ED3AB9097E68F90A0870D2DCAE73D19CD13C1C66F652983,
        0xD6ED6553FE44D296A3726C38AE652BFB11586264F0F8CE19008E218F9C86B2A8DA25128C1052ECADDD7F225A139ED84,
        0x17B81E7701ABDBE2E8743884D1117E53356DE5AB275B4DB1A682C62EF0F2753339B7C8F8C8F475AF9CCB5618E3F0C88E,
        0x80D3CF1F9A78FC47B90B33563BE990DC43B756CE79F5574A2C596C928C5D1DE4FA295F296B74E956D71986A8497E317,
        0x169B1F8E1BCFA7C42E0C37515D138F22DD2ECB803A0C5C99676314BAF4BB1B7FA3190B2EDC0327797F241067BE390C9E,
        0x10321DA079CE07E272D8EC09D2565B0DFA7DCCDDE6787F96D50AF36003B14866F69B771F8C285DECCA67DF3F1605FB7B,
        0x6E08C248E260E70BD1E962381EDEE3D31D79D7E22C837BC23C0BF1BC24C6B68C24B1B80B64D391FA9C8BA2E8BA2D229,
    ),
    (
        0x8CA8D548CFF19AE18B2E62F4BD3FA6F01D5EF4BA35B48BA9C9588617FC8AC62B558D681BE343DF8993CF9FA40D21B1C,
        0x12561A5DEB559C4348B4711298E536367041E8CA0CF0800C0126C2588C48BF5713DAA8846CB026E9E5C8276EC82B3BFF,
        0xB2962FE57A3225E8137E629BFF2991F6F89416F5A718CD1FCA64E00B11ACEACD6A3D0967C94FEDCFCC239BA5CB83E19,
        0x3425581A58AE2FEC83AAFEF7C40EB545B08243F16B1655154CCA8ABC28D6FD04976D5243EECF5C4130DE8938DC62CD8,
        0x13A8E162022914A80A6F1D5F43E7A07DFFDFC759A12062BB8D6B44E833B306DA9BD29BA81F35781D539D395B3532A21E,
        0xE7355F8E4E667B955390F7F0506C6E9395735E9CE9CAD4D0A43BCEF24B8982F7400D24BC4228F11C02DF9A29F6304A5,
        0x772CAACF16936190F3E0C63E0596721570F5799AF53A1894E2E073062AEDE9CEA73B3538F0DE06CEC2574496EE84A3A,
        0x14A7AC2A9D64A8B230B3F5B074CF01996E7F63C21BCA68A81996E1CDF9822C580FA5B9489D11E2D311F7D99BBDCC5A5E,
        0xA10ECF6ADA54F825E920B3DAFC7A3CCE07F8D1D7161366B74100DA67F39883503826692ABBA43704776EC3A79A1D641,
        0x95FC13AB9E92AD4476D6E3EB3A56680F682B4EE96F7D03776DF533978F31C1593174E4B4B7865002D6384D168ECDD0A,
        0x1,
    ),
    (
        0x90D97C81BA24EE0259D1F094980DCFA11AD138E48A869522B52AF6C956543D3CD0C7AEE9B3BA3C2BE9845719707BB33,
        0x134996A104EE5811D51036D776FB46831223E96C254F383D0F906343EB67AD34D6C56711962FA8BFE097E75A2E41C696,
        0xCC786BAA966E66F4A384C86A3B49942552E2D658A31CE2C344BE4B91400DA7D26D521628B00523B8DFE240C72DE1F6,
        0x1F86376E8981C217898751AD8746757D42AA7B90EEB791C09E4A3EC03251CF9DE405ABA9EC61DECA6355C77B0E5F4CB,
        0x8CC03FDEFE0FF135CAF4FE2A21529C4195536FBE3CE50B879833FD221351ADC2EE7F8DC099040A841B6DAECF2E8FEDB,
        0x16603FCA40634B6A2211E11DB8F0A6A074A7D0D4AFADB7BD76505C3D3AD5544E203F6326C95A807299B23AB13633A5F0,
        0x4AB0B9BCFAC1BBCB2C977D027796B3CE75BB8CA2BE184CB5231413C4D634F3747A87AC2460F415EC961F8855FE9D6F2,
        0x987C8D5333AB86FDE9926BD2CA6C674170A05BFE3BDD81FFD038DA6C26C842642F64550FEDFE935A15E4CA31870FB29,
        0x9FC4018BD96684BE88C9E221E4DA1BB8F3ABD16679DC26C1E8B6E6A1F20CABE69D65201C78607A360370E577BDBA587,
        0xE1BBA7A1186BDB5223ABDE7ADA14A23C42A0CA7915AF6FE06985E7ED1E4D43B9B3F7055DD4EBA6F2BAFAAEBCA731C30,
        0x19713E47937CD1BE0DFD0B8F1D43FB93CD2FCBCB6CAF493FD1183E416389E61031BF3A5CCE3FBAFCE813711AD011C132,
        0x18B46A908F36F6DEB918C143FED2EDCC523559B8AAF0C2462E6BFE7F911F643249D9CDF41B44D606CE07C8A4D0074D8E,
        0xB182CAC101B9399D155096004F53F447AA7B12A3426B08EC02710E807B4633F06C851C1919211F20D4C04F00B971EF8,
        0x245A394AD1ECA9B72FC00AE7BE315DC757B3B080D4C158013E6632D3C40659CC6CF90AD1C232A6442D9D3F5DB980133,
        0x5C129645E44CF1102A159F748C4A3FC5E673D81D7E86568D9AB0F5D396A7CE46BA1049B6579AFB7866B1E715475224B,
        0x15E6BE4E990F03CE4EA50B3B42DF2EB5CB181D8F84965A3957ADD4FA95AF01B2B665027EFEC01C7704B456BE69C8B604,
    ),
    (
        0x16112C4C3A9C98B252181140FAD0EAE9601A6DE578980BE6EEC3232B5BE72E7A07F3688EF60C206D01479253B03663C1,
        0x1962D75C2381201E1A0CBD6C43C348B885C84FF731C4D59CA4A10356F453E01F78A4260763529E3532F6102C2E49A03D,
        0x58DF3306640DA276FAAAE7D6E8EB15778C4855551AE7F310C35A5DD279CD2ECA6757CD636F96F891E2538B53DBF67F2,
        0x16B7D288798E5395F20D23BF89EDB4D1D115C5DBDDBCD30E123DA489E726AF41727364F2C28297ADA8D26D98445F5416,
        0xBE0E079545F43E4B00CC912F8228DDCC6D19C9F0F69BBB0542EDA0FC9DEC916A20B15DC0FD2EDEDDA39142311A5001D,
        0x8D9E5297186DB2D9FB266EAAC783182B70152C65550D881C5ECD87B6F0F5A6449F38DB9DFA9CCE202C6477FAAF9B7AC,
        0x166007C08A99DB2FC3BA8734ACE9824B5EECFDFA8D0CF8EF5DD365BC400A0051D5FA9C01A58B1FB93D1A1399126A775C,
        0x16A3EF08BE3EA7EA03BCDDFABBA6FF6EE5A4375EFA1F4FD7FEB34FD206357132B920F5B00801DEE460EE415A15812ED9,
        0x1866C8ED336C61231A1BE54FD1D74CC4F9FB0CE4C6AF5920ABC5750C4BF39B4852CFE2F7BB9248836B233D9D55535D4A,
        0x167A55CDA70A6E1CEA820597D94A84903216F763E13D87BB5308592E7EA7D4FBC7385EA3D529B35E346EF48BB8913F55,
        0x4D2F259EEA405BD48F010A01AD2911D9C6DD039BB61A6290E591B36E636A5C871A5C29F4F83060400F8B49CBA8F6AA8,
        0xACCBB67481D033FF5852C1E48C50C477F94FF8AEFCE42D28C0F9A88CEA7913516F968986F7EBBEA9684B529E2561092,
        0xAD6B9514C767FE3C3613144B45F1496543346D98ADF02267D5CEEF9A00D9B8693000763E3B90AC11E99B138573345CC,
        0x2660400EB2E4F3B628BDD0D53CD76F2BF565B94E72927C1CB748DF27942480E420517BD8714CC80D1FADC1326ED06F7,
        0xE0FA1D816DDC03E6B24255E0D7819C171C40F65E273B853324EFCD6356CAA205CA2F570F13497804415473A1D634B8F,
        0x1,
    ),
)
DRAND_DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


class Fp2:
    """a + b u with u^2 = -1."""

    __slots__ = ("a", "b")

    def __init__(self, a, b=0):
        self.a, self.b = a % P, b % P

    def __add__(self, o):
        return Fp2(self.a + o.a, self.b + o.b)

    def __sub__(self, o):
        return Fp2(self.a - o.a, self.b - o.b)

    def __mul__(self, o):
        return Fp2(self.a * o.a - self.b * o.b, self.a * o.b + self.b * o.a)

    def inverse(self):
        n = pow(self.a * self.a + self.b * self.b, -1, P)
        return Fp2(self.a * n, -self.b * n)

    def __eq__(self, o):
        return self.a == o.a and self.b == o.b


class Fp1:
    """The prime field in the same clothes, so that one addition law serves both groups."""

    __slots__ = ("a",)

    def __init__(self, a):
        self.a = a % P

    def __add__(self, o):
        return Fp1(self.a + o.a)

    def __sub__(self, o):
        return Fp1(self.a - o.a)

    def __mul__(self, o):
        return Fp1(self.a * o.a)

    def inverse(self):
        return Fp1(pow(self.a, -1, P))

    def __eq__(self, o):
        return self.a == o.a


def slope_of(p, q):
    """Slope of the line through two affine points; None when it is vertical."""
    if p[0] == q[0]:
        if not p[1] == q[1] or p[1] == p[1] - p[1]:
            return None
        square = p[0] * p[0]
        return (square + square + square) * (p[1] + p[1]).inverse()
    return (q[1] - p[1]) * (q[0] - p[0]).inverse()


def add_points(p, q):
    """Affine addition; None is the point at infinity."""
    if p is None or q is None:
        return q if p is None else p
    slope = slope_of(p, q)
    if slope is None:
        return None
    x = slope * slope - p[0] - q[0]
    return x, slope * (p[0] - x) - p[1]


def times(point, scalar):
    result = None
    for bit in bin(scalar)[2:]:
        result = add_points(result, result)
        if bit == "1":
            result = add_points(result, point)
    return result


def root_fp(value):
    root = pow(value, (P + 1) // 4, P)
    return root if root * root % P == value % P else None


def root_fp2(value):
    """By the norm: if value = (x + y u)^2 then x^2 = (a +- sqrt(a^2 + b^2)) / 2."""
    norm = root_fp((value.a * value.a + value.b * value.b) % P)
    if norm is None:
        return None
    half = pow(2, -1, P)
    for sign in (norm, -norm):
        x = root_fp((value.a + sign) * half % P)
        if x is None:
            continue
        y = value.b * pow(2 * x, -1, P) % P if x else root_fp(-value.a % P)
        if y is not None and Fp2(x, y) * Fp2(x, y) == value:
            return Fp2(x, y)
    return None


def point_g1(data):
    """48 compressed bytes to a point of the right subgroup, or ValueError."""
    if len(data) != 48 or not data[0] & 0x80 or data[0] & 0x40:
        raise ValueError("not a compressed point of G1")
    x = int.from_bytes(data, "big") & ((1 << 381) - 1)
    y = root_fp(x * x * x + 4) if x < P else None
    if y is None:
        raise ValueError("not on the curve")
    if (y > P - y) != bool(data[0] & 0x20):
        y = P - y
    point = (Fp1(x), Fp1(y))
    if times(point, R) is not None:
        raise ValueError("not in the subgroup")
    return point


def point_g2(data):
    if len(data) != 96 or not data[0] & 0x80 or data[0] & 0x40:
        raise ValueError("not a compressed point of G2")
    high = int.from_bytes(data[:48], "big") & ((1 << 381) - 1)
    low = int.from_bytes(data[48:], "big")
    x = Fp2(low, high)
    y = root_fp2(x * x * x + Fp2(4, 4)) if high < P and low < P else None
    if y is None:
        raise ValueError("not on the curve")
    larger = y.b > P - y.b if y.b else y.a > P - y.a
    if larger != bool(data[0] & 0x20):
        y = Fp2(-y.a, -y.b)
    if times((x, y), R) is not None:
        raise ValueError("not in the subgroup")
    return x, y


def expand_message(message, dst, length):
    tail = dst + bytes([len(dst)])
    first = hashlib.sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\x00" + tail).digest()
    block, out, index = bytes(32), b"", 1
    while len(out) < length:
        mixed = bytes(x ^ y for x, y in zip(first, block))
        block = hashlib.sha256(mixed + bytes([index]) + tail).digest()
        out, index = out + block, index + 1
    return out[:length]


def map_to_g1(u):
    """Simplified SWU on the isogenous curve (RFC 9380, 6.6.2), then the isogeny (appendix E.2)."""
    t = SSWU_Z * u * u % P
    divisor = (t * t + t) % P
    factor = pow(divisor, -1, P) + 1 if divisor else 0
    x = -SSWU_B * pow(SSWU_A, -1, P) * factor % P if divisor else SSWU_B * pow(SSWU_Z * SSWU_A, -1, P) % P
    y = root_fp((x * x * x + SSWU_A * x + SSWU_B) % P)
    if y is None:
        x = t * x % P
        y = root_fp((x * x * x + SSWU_A * x + SSWU_B) % P)
    if u % 2 != y % 2:
        y = P - y

    def at(coefficients):
        value = 0
        for coefficient in reversed(coefficients):
            value = (value * x + coefficient) % P
        return value

    x_num, x_den, y_num, y_den = (at(each) for each in ISOGENY)
    return Fp1(x_num * pow(x_den, -1, P)), Fp1(y * y_num * pow(y_den, -1, P))


def hash_to_g1(message, dst):
    data = expand_message(message, dst, 128)
    first, second = (int.from_bytes(data[n:n + 64], "big") % P for n in (0, 64))
    return times(add_points(map_to_g1(first), map_to_g1(second)), LOOP + 1)


def multiply12(f, g):
    """Product in Fp12; zero coefficients (lines have seven) are skipped."""
    wide = [0] * 23
    for i, x in enumerate(f):
        if x:
            for j, y in enumerate(g):
                if y:
                    wide[i + j] += x * y
    for i in range(22, 11, -1):
        wide[i - 6] += 2 * wide[i]
        wide[i - 12] -= 2 * wide[i]
    return [x % P for x in wide[:12]]


def line_at(slope, t, p):
    """Line through the untwisted t with the given slope, at p of G1, times w^3 (which the last power removes)."""
    f = [0] * 12
    constant, middle = slope * t[0] - t[1], Fp2(-p[0].a) * slope
    for place, value in ((0, constant), (2, middle)):  # a + b u = (a - b) + b w^6
        f[place], f[place + 6] = (value.a - value.b) % P, value.b
    f[3] = p[1].a
    return f


def pairings_cancel(pairs):
    """Whether the product of the pairings of (G1 point, G2 point) is one."""
    f, points = [1] + [0] * 11, [q for _, q in pairs]
    for bit in bin(LOOP)[3:]:
        f = multiply12(f, f)
        for n, (p, q) in enumerate(pairs):
            for other in (points[n], q) if bit == "1" else (points[n],):
                t = points[n]
                f = multiply12(f, line_at(slope_of(t, other if other is q else t), t, p))
                points[n] = add_points(t, other if other is q else t)
    result, exponent = [1] + [0] * 11, (P**12 - 1) // R
    for bit in bin(exponent)[2:]:
        result = multiply12(result, result)
        if bit == "1":
            result = multiply12(result, f)
    return result == [1] + [0] * 11


def drand_signature_holds(public_key, round_number, signature):
    """e(signature, base of G2) = e(hash of the round, public key): scheme bls-unchained-g1-rfc9380."""
    try:
        s, key = point_g1(signature), point_g2(public_key)
    except ValueError:
        return False
    message = hashlib.sha256(round_number.to_bytes(8, "big")).digest()
    base = tuple(Fp2(*each) for each in G2_BASE)
    minus_base = (base[0], Fp2(-base[1].a, -base[1].b))
    return pairings_cancel([(s, minus_base), (hash_to_g1(message, DRAND_DST), key)])


# --- assignment of inspectors (docs/draw.md): ticket greedy guided by a maximum flow that is bent, never rebuilt -------
class Seats:
    """Seats and people as a flow; a set of people is a whole number whose bits are their indices.

    `holder[s]` sits on seat s. A person sits at most once per visit and at most `limit[i]` times. Only the answer to
    "can everyone else still be placed?" is used, so it does not matter which of the many flows is found."""

    def __init__(self, visits, limit):
        self.first, self.visit_of, self.may = [0], [], []
        for v, visit in enumerate(visits):
            for slot in range(visit["slots"]):
                self.visit_of.append(v)
                self.may.append(visit["may"][0 if slot == 0 else 1])
            self.first.append(len(self.may))
        self.limit = limit
        self.load = [0] * len(limit)
        self.movable = [set() for _ in limit]
        self.holder = [None] * len(self.may)
        self.fixed = [False] * len(self.may)
        self.spare = sum(1 << i for i, most in enumerate(limit) if most > 0)

    def change_load(self, i, step):
        self.load[i] += step
        bit = 1 << i
        self.spare = self.spare | bit if self.load[i] < self.limit[i] else self.spare & ~bit

    def put(self, seat, i):
        self.holder[seat] = i
        self.movable[i].add(seat)
        self.change_load(i, 1)

    def lift(self, seat):
        i = self.holder[seat]
        if i is not None:
            self.holder[seat] = None
            self.movable[i].discard(seat)
            self.change_load(i, -1)
        return i

    def seats_of(self, visit):
        return range(self.first[visit], self.first[visit + 1])

    def fill(self, seat):
        """Places an empty seat, moving others along a shortest augmenting path; False when no way exists."""
        came = {seat: (None, None)}  # seat -> (seat that turned it out, person who changed over)
        queue, unseen = [seat], (1 << len(self.limit)) - 1
        for s in queue:
            people = self.may[s]
            for mate in self.seats_of(self.visit_of[s]):
                i = self.holder[mate]
                if i is not None and people >> i & 1:
                    people &= ~(1 << i)  # already in this visit: only by taking the mate's own place
                    if not self.fixed[mate] and mate not in came:
                        came[mate] = (s, i)
                        queue.append(mate)
            people &= unseen
            if people & self.spare:
                taker = lowest(people & self.spare)
                path = [(s, taker)]
                while came[path[-1][0]][0] is not None:
                    path.append(came[path[-1][0]])
                for turned_out, _ in path:
                    self.lift(turned_out)
                for place, person in path:
                    self.put(place, person)
                return True
            unseen &= ~people
            while people:
                i = lowest(people)
                people &= people - 1
                for other in self.movable[i]:
                    if other not in came:
                        came[other] = (s, i)
                        queue.append(other)
        return False

    def fix(self, seat, i):
        """Seats person i for good if all others can still be placed; else leaves everything as it was and says False."""
        if self.holder[seat] != i:
            mates = [s for s in self.seats_of(self.visit_of[seat]) if s != seat and self.holder[s] == i]
            if any(self.fixed[s] for s in mates):
                return False
            full = not self.spare >> i & 1
            if full and not mates and not self.movable[i]:
                return False
            homeless = mates[0] if mates else next(iter(self.movable[i])) if full else None
            old = self.lift(seat)
            if homeless is not None:
                self.lift(homeless)
            self.put(seat, i)
            self.movable[i].discard(seat)
            self.fixed[seat] = True
            if homeless is not None and not self.fill(homeless):
                self.fixed[seat] = False
                self.lift(seat)
                self.put(homeless, i)
                self.put(seat, old)
                return False
        self.fixed[seat] = True
        self.movable[i].discard(seat)
        return True


def lowest(bits):
    return (bits & -bits).bit_length() - 1


def members(bits):
    while bits:
        yield lowest(bits)
        bits &= bits - 1


def impose_rotation(seats, visits, names):
    """Last cycle's inspectors stay away, visit by visit, wherever all seats can still be filled; returns the rest."""
    index_of, dropped = {name: i for i, name in enumerate(names)}, []
    for v, visit in enumerate(visits):
        last = sum({1 << index_of[name] for name in visit["last"] if name in index_of})
        places = seats.seats_of(v)
        before = [seats.may[s] for s in places]
        barred = 0
        vacated = []
        for s in places:
            barred |= seats.may[s] & last
            seats.may[s] &= ~last
            if seats.holder[s] is not None and last >> seats.holder[s] & 1:
                seats.lift(s)
                vacated.append(s)
        if all([seats.fill(s) for s in vacated]):
            continue
        for s, may in zip(places, before):
            seats.may[s] = may
        for s in vacated:
            if seats.holder[s] is None:
                seats.fill(s)
        dropped.append((visit["unit"], sorted((names[i] for i in members(barred)), key=utf8)))
    return dropped


def assign(visits, names, caps, past, ticket):
    """visits: [{unit, slots, may: [people of slot 1, people of the other slots], last}]; returns what the record says."""
    seats = Seats(visits, caps)
    lacking = [s for s in range(len(seats.may)) if not seats.fill(s)]
    if lacking:
        places = [(seats.visit_of[s], s) for s in lacking]
        return {"status": "infeasible", "lacking": [{"unit": visits[v]["unit"], "slot": s - seats.first[v] + 1} for v, s in places]}
    limit = -(-len(seats.may) // max(1, len(caps)))
    seats = Seats(visits, [min(cap, limit) for cap in caps])
    for s in range(len(seats.may)):
        while not seats.fill(s):
            limit += 1
            seats.limit = [min(cap, limit) for cap in caps]
            for i in range(len(caps)):
                seats.change_load(i, 0)
    least = max([0] + seats.load) if limit == 0 else limit
    dropped = impose_rotation(seats, visits, names)
    taken, paired = [0] * len(names), {}
    index_of = {name: i for i, name in enumerate(names)}

    def pair(a, b, times=1):
        for key in {(a, b), (b, a)}:
            paired[key] = paired.get(key, 0) + times

    for each in past:
        a, b = (index_of.get(name) for name in each["inspectors"])
        if a is not None and b is not None:
            pair(a, b, each["times"])
    teams = []
    for v, visit in enumerate(visits):
        chosen = []
        for slot, s in enumerate(seats.seats_of(v), 1):
            groups = {}
            for i in members(seats.may[s]):
                if i not in chosen:
                    groups.setdefault((taken[i], sum(paired.get((p, i), 0) for p in chosen)), []).append(i)
            person = first_feasible(seats, s, groups, lambda i: (ticket(f"asg/{visit['unit']}/{slot}/{names[i]}"), utf8(names[i])))
            for partner in chosen:
                pair(partner, person)
            taken[person] += 1
            chosen.append(person)
        teams.append({"unit": visit["unit"], "inspectors": [names[i] for i in chosen]})
    reason = "对象{}不能轮换：除去上一周期检查过该对象的{}后人员不足，本次不作轮换要求。"
    dropped_rotations = [{"unit": unit, "inspectors": who, "reason": reason.format(unit, "、".join(who))} for unit, who in dropped]
    return {"status": "assigned", "minimal_max_load": least, "teams": teams, "dropped_rotations": dropped_rotations}


def first_feasible(seats, seat, groups, key):
    for group in sorted(groups):
        people = groups[group]
        for i in sorted(people, key=key) if len(people) > 1 else people:
            if seats.fix(seat, i):
                return i
    raise AssertionError("a seat lost its feasible assignment")


# --- opening the bundle: files, canonical form, shapes ----------------------------------------------------------------
class Bundle:
    """The files of a directory, the documents in them, and what several checks need of them."""

    def __init__(self, directory, trusted):
        self.directory, self.trusted = directory, trusted
        self.names = sorted(os.listdir(directory))
        self.bytes, self.docs, self.remarks, self.notes = {}, {}, {}, []
        self.draw = None

    def read(self, name):
        if name not in self.bytes:
            with open(os.path.join(self.directory, name), "rb") as file:
                self.bytes[name] = file.read()
        return self.bytes[name]

    def remark(self, code, **values):
        self.remarks[code] = values

    def hashed(self, value):
        """H of the canonical bytes, hex."""
        return self.hash_of(utf8(jcs(value))).hexdigest()


def check_files(bundle):
    needed, optional = NEEDED, OPTIONAL
    if "end.json" in bundle.names:
        announced = "announcement.json" in bundle.names
        needed, optional = (ENDED, {"inspectors.json"}) if announced else (UNANNOUNCED, set())
    for name in sorted(needed):
        if name not in bundle.names:
            raise Wrong("files", "missing", file=name)
    for name in bundle.names:
        if name not in needed | optional:
            raise Wrong("files", "unknown", file=name)


def check_canonical(bundle):
    for name in bundle.names:
        if not name.endswith(".json"):
            continue
        try:
            text = bundle.read(name).decode("utf-8")
        except UnicodeDecodeError:
            raise Wrong("canonical", "not-text", file=name) from None
        try:
            value = parsed(text)
        except (ValueError, RecursionError):
            raise Wrong("canonical", "not-json", file=name) from None
        if not is_hashable(value) or jcs(value) != text:
            raise Wrong("canonical", "not-canonical", file=name)
        bundle.docs[name] = value


def is_whole(value, least):
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def matches(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


WORDS = {
    "any": lambda value: True,
    "null": lambda value: value is None,
    "bool": lambda value: isinstance(value, bool),
    "text": lambda value: isinstance(value, str) and value != "",
    "count": lambda value: is_whole(value, 0),
    "number": lambda value: is_whole(value, 1),
    "hash": matches("[0-9a-f]{64}"),
    "key": matches("[0-9a-f]{32}"),
    "ed25519": matches("[0-9a-f]{128}"),
    "hex": matches("([0-9a-f]{2})+"),
    "instant": matches(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z"),
    "day": matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


def shape_fault(shape, value, path):
    """Path of the first thing that does not fit a shape of the catalogue; None where all fits."""
    if isinstance(shape, str):
        if shape[0] == "@":
            return shape_fault(SHAPES[shape], value, path)
        fits = value == shape[1:] if shape[0] == "=" else WORDS[shape](value)
        return None if fits else path
    if isinstance(shape, list):
        return None if any(shape_fault(each, value, path) is None for each in shape) else path
    if "[]" in shape:
        if not isinstance(value, list):
            return path
        faults = (shape_fault(shape["[]"], each, f"{path}[{n}]") for n, each in enumerate(value))
        return next((fault for fault in faults if fault is not None), None)
    if not isinstance(value, dict):
        return path
    inside = lambda name: f"{path}.{name}" if path else name
    for written, member in shape.items():
        name = written.rstrip("?")
        if name not in value:
            if name == written:
                return inside(name)
            continue
        fault = shape_fault(member, value[name], inside(name))
        if fault is not None:
            return fault
    known = {written.rstrip("?") for written in shape}
    return next((inside(name) for name in value if name not in known), None)


def check_schema(bundle):
    announcement = bundle.docs.get("announcement.json")
    given = announcement if isinstance(announcement, dict) else {}
    schema, alg = given.get("schema", "undefined"), given.get("alg", "undefined")
    announced = "announcement.json" in bundle.docs
    if not announced:
        alg = "hkdf-sha256-min-v1"
    elif schema != "dr-1" or not isinstance(alg, str) or alg not in HASHES:
        raise Wrong("schema", "unknown-rules", file="announcement.json", found=f"{schema} / {alg}")
    for name, value in bundle.docs.items():
        fault = shape_fault(SHAPES[name], value, "")
        if fault is not None:
            raise Wrong("schema", "shape", file=name, path=fault or "$")
    bundle.hash_of = HASHES[alg]
    bundle.announcement, bundle.record = announcement, bundle.docs.get("record.json")
    bundle.draw = announcement if announced else bundle.docs["end.json"]
    if announced:
        bundle.announcement_hash = bundle.hash_of(bundle.read("announcement.json")).hexdigest()


def check_draw_id(bundle):
    for member, names in (
        ("draw_id", ("end.json", "exclusions.json", "inspectors.json", "record.json", "receipt.json", "manifest.json")),
        ("draw_no", ("end.json", "record.json", "manifest.json")),
    ):
        expected = bundle.draw[member]
        for name in names:
            found = bundle.docs.get(name, bundle.draw)[member]
            if found != expected:
                raise Wrong("draw-id", file=name, expected=expected, found=found)


def check_announcement_hash(bundle):
    for name in ("end.json", "record.json", "receipt.json"):
        expected = bundle.docs.get(name, {}).get("announcement_hash", bundle.announcement_hash)
        if expected != bundle.announcement_hash:
            raise Wrong("announcement-hash", file=name, expected=expected, found=bundle.announcement_hash)


# --- keys and signatures ----------------------------------------------------------------------------------------------
def authority_of(bundle):
    """Draw ids are `<authority>/<draw>`; endorsements of keys name the authority."""
    return bundle.draw["draw_id"].rpartition("/")[0].partition("/")[0]


def entry_text(authority, entry):
    plain = {name: value for name, value in entry.items() if name != "endorsements"}
    return f"dr-1/key/{authority}/{sha256_hex(utf8(jcs(plain)))}"


def keys_in_use(log):
    """The entry by which each role has a key at the end of this log."""
    in_use = {}
    for entry in log:
        if entry["event"] != "lost":
            in_use[entry["role"]] = entry
        elif entry["role"] in in_use and in_use[entry["role"]]["key_id"] == entry["key_id"]:
            del in_use[entry["role"]]
    return in_use


def key_at(log, key_id, role, at):
    """The entry of a key that its role had in use at an instant, or None."""
    key = keys_in_use([entry for entry in log if entry["at"] <= at]).get(role)
    return key if key is not None and key["key_id"] == key_id else None


def endorsers_of(log, entry):
    """Entries of the keys that must vouch for the next entry of a log beside the new key; None: there can be no such."""
    in_use, role, event = keys_in_use(log), entry["role"], entry["event"]
    own, superior, supervisor = in_use.get(role), in_use.get("superior"), in_use.get("supervisor")
    known = any(each["key_id"] == entry["key_id"] for each in log)
    if event == "lost":
        possible = own is not None and own["key_id"] == entry["key_id"]
    else:
        possible = (own is None) == (event == "made") and not known
    if not possible:
        return None
    is_first = not any(each["role"] == role for each in log)
    if role in ("supervisor", "superior") and event == "rotated":
        return [own]
    if role == "supervisor":
        others = [superior] if superior else [in_use[each] for each in ("operator", "witness") if each in in_use]
        if is_first:
            return [superior] if superior else []
        return others or None
    if supervisor is not None:
        return [supervisor]
    if role == "superior":
        return [] if is_first else None
    return None if any(each["role"] == "supervisor" for each in log) else []


def check_key_log(bundle, log):
    authority = authority_of(bundle)
    for n, entry in enumerate(log):
        no, key_id = entry["no"], entry["key_id"]
        if no != n + 1:
            raise Wrong("keys", "number", no=no)
        expected = sha256_hex(bytes.fromhex(entry["public_key"]))[:32]
        if key_id != expected:
            raise Wrong("keys", "key-id", no=no, found=key_id, expected=expected)
        if n and entry["at"] < log[n - 1]["at"]:
            raise Wrong("keys", "time", no=no)
        needed = endorsers_of(log[:n], entry)
        if needed is None:
            raise Wrong("keys", "endorsement", no=no)
        for voucher in ([entry] if entry["event"] != "lost" else []) + needed:
            given = [each["value"] for each in entry["endorsements"] if each["key_id"] == voucher["key_id"]]
            if not any(is_signed(voucher["public_key"], entry_text(authority, entry), value) for value in given):
                raise Wrong("keys", "endorsement", no=no)


def trusted_keys(bundle, log):
    """Keys that the reader trusts and those that they endorsed, over any number of steps."""
    known, public = set(bundle.trusted), {entry["key_id"]: entry["public_key"] for entry in log}
    for entry in log:
        text = entry_text(authority_of(bundle), entry)
        vouchers = [each for each in entry["endorsements"] if each["key_id"] in known]
        if entry["event"] != "lost" and any(is_signed(public.get(each["key_id"]), text, each["value"]) for each in vouchers):
            known.add(entry["key_id"])
    return known


def check_keys(bundle):
    log, announcement = bundle.docs["keys.json"], bundle.announcement
    check_key_log(bundle, log)
    if announcement is None:
        return
    signers, at = announcement["signers"], announcement["announced_at"]
    if signers is None:
        if not announcement["rehearsal"]:
            raise Wrong("keys", "absent", role="operator", key="-")
        return
    for role in ("operator", "supervisor"):
        key = signers[role]
        if not any(entry["key_id"] == key and entry["role"] == role for entry in log):
            raise Wrong("keys", "absent", role=role, key=key)
        if key_at(log, key, role, at) is None:
            raise Wrong("keys", "not-valid-then", role=role, key=key, at=at)
    if signers["operator"] == signers["supervisor"]:
        raise Wrong("keys", "same")
    if not bundle.trusted:
        bundle.remark("keys", keys=f"{signers['operator']}、{signers['supervisor']}")
        return
    known = trusted_keys(bundle, log)
    for role in ("operator", "supervisor"):
        if signers[role] not in known:
            raise Wrong("keys", "untrusted", role=role, key=signers[role])


def check_signatures(bundle, code, text, signatures, later):
    # later: keys may sign that the announcement does not name, the witness's and one that took a signer's place.
    log, signers = bundle.docs["keys.json"], bundle.announcement["signers"] or {}
    public = {entry["key_id"]: entry["public_key"] for entry in log}
    left, lacking = list(signatures), None
    for role in ("operator", "supervisor"):
        if role not in signers:
            continue
        own = [each for each in signatures if each["role"] == role and (
            each["key_id"] == signers[role]
            or (later and key_at(log, each["key_id"], role, each["signed_at"]) is not None))]
        if not own:
            if "end.json" not in bundle.docs:  # a draw without a result may have ended unsigned
                raise Wrong(code, "missing", role=role)
            lacking = lacking or role
            continue
        if not is_signed(public.get(own[0]["key_id"]), text, own[0]["value"]):
            raise Wrong(code, "invalid", role=role)
        left = [each for each in left if each is not own[0]]
    for each in left:
        allowed = later and each["role"] == "witness"
        key = key_at(log, each["key_id"], "witness", each["signed_at"]) if allowed else None
        if key is None:
            raise Wrong(code, "unknown", key=each["key_id"])
        if not is_signed(key["public_key"], text, each["value"]):
            raise Wrong(code, "invalid", role="witness")
    if lacking is not None:
        bundle.remark(code, role=lacking)


def signed_text(bundle, document, digest):
    return f"dr-1/{document}/{bundle.draw['draw_id']}/{digest}"


def check_announcement_signatures(bundle):
    text = signed_text(bundle, "announcement", bundle.announcement_hash)
    check_signatures(bundle, "announcement-signatures", text, bundle.docs["announcement-signatures.json"], False)


def check_receipt_signatures(bundle):
    text = signed_text(bundle, "receipt", bundle.hash_of(bundle.read("receipt.json")).hexdigest())
    signatures = bundle.docs["receipt-signatures.json"]
    check_signatures(bundle, "receipt-signatures", text, signatures, True)
    kinds = [event["kind"] for event in bundle.docs["events.json"]]
    witnessed = any(each["role"] == "witness" for each in signatures) or {"witness-signed", "witness-objected"} & set(kinds)
    if bundle.announcement["witness_required"] and not witnessed:
        bundle.remark("receipt-signatures")


# --- the lists --------------------------------------------------------------------------------------------------------
PLAIN_LINE = re.compile(r'\{"code":"([!#-\[\]-~]+)","stratum":"([ !#-\[\]-~]+)","w":([1-9][0-9]{0,3})\}')


def roster_entry(line):
    """(code, stratum, weight) of a line that is written in its one way, else None; what they say is looked at later."""
    plain = PLAIN_LINE.fullmatch(line)  # nearly every line: nothing to escape, nothing to normalise
    if plain:
        return plain[1], plain[2], int(plain[3])
    try:
        entry = parsed(line)
        code, stratum = entry["code"], entry["stratum"]
        same = isinstance(code, str) and isinstance(stratum, str) and len(entry) == 3 and jcs(entry) == line
        return (code, stratum, entry["w"]) if same else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def is_usable(code, weight):
    """A type that is known, a code in NFC without spaces at its ends, a whole weight."""
    kind, _, rest = code.partition(":")
    plain = rest == rest.strip() and rest != "" and not re.search("[\x00-\x1f\x7f]", rest) and is_hashable(rest)
    return kind in UNIT_TYPES and plain and is_whole(weight, 1) and weight <= MAX_WEIGHT


def check_roster(bundle):
    """One pass over the file: order, hash, Merkle root, and on the way all that later checks need of it."""
    announcement = bundle.announcement
    rows = {stratum["id"]: stratum["row"] for stratum in announcement["strata"]}
    digest, tree = bundle.hash_of(), MerkleTree(bundle.hash_of)
    digest.update(utf8(f'{{"draw_id":{jcs(announcement["draw_id"])},"entries":['))
    visited = {visit["unit"] for visit in bundle.record["visits"]} if bundle.record else set()
    bundle.roster, bundle.rank_of, bundle.units, bundle.together = [], {}, 0, set()
    before, shared = None, []
    lines = bundle.read("roster.jsonl").split(b"\n")
    unfinished = lines.pop()
    for n, data in enumerate(lines, 1):
        try:
            entry = roster_entry(data.decode("utf-8"))
        except UnicodeDecodeError:
            entry = None
        if entry is None:
            raise Wrong("roster", "line", line=n)
        code, stratum, weight = entry
        if stratum not in rows:
            raise Wrong("roster", "stratum", line=n, unit=code, stratum=stratum)
        place = (utf8(code), utf8(stratum))
        if before is not None and place <= before:
            raise Wrong("roster", "doubled" if place == before else "order", line=n, unit=code, stratum=stratum)
        if not is_usable(code, weight):
            raise Wrong("roster", "line", line=n)
        digest.update(data if n == 1 else b"," + data)
        tree.add(data)
        if before is None or place[0] != before[0]:
            if code in visited:
                bundle.rank_of[code] = bundle.units
            bundle.units += 1
            shared = []
        shared.append(stratum)
        if len(shared) > 1:
            bundle.together.add(tuple(shared))
        before = place
        bundle.roster.append(entry)
    if unfinished:
        raise Wrong("roster", "line", line=len(lines) + 1)
    digest.update(b"]}")
    found, expected = digest.hexdigest(), announcement["roster_hash"]
    if found != expected:
        raise Wrong("roster", "hash", found=found, expected=expected)
    found, expected = tree.root(), announcement["roster_merkle_root"]
    if found != expected:
        raise Wrong("roster", "merkle", found=found, expected=expected)


def check_exclusions(bundle):
    exclusions = bundle.docs["exclusions.json"]["exclusions"]
    places = [(utf8(each["code"]), each["row"]) for each in exclusions]
    for n in range(1, len(places)):
        if places[n - 1] >= places[n]:
            raise Wrong("exclusions", "order", unit=exclusions[n]["code"])
    found, expected = bundle.hash_of(bundle.read("exclusions.json")).hexdigest(), bundle.announcement["exclusions_hash"]
    if found != expected:
        raise Wrong("exclusions", "hash", found=found, expected=expected)
    excluded = {(each["code"], each["row"]) for each in exclusions}
    rows = {stratum["id"]: stratum["row"] for stratum in bundle.announcement["strata"]}
    for code, stratum, _ in bundle.roster if excluded else ():
        if (code, rows[stratum]) in excluded:
            raise Wrong("exclusions", "both", unit=code, row=rows[stratum])


# --- quotas and probabilities -----------------------------------------------------------------------------------------
def quota_of(stratum):
    """docs/draw.md: ratio and least number, never above what there is or may be; then what was moved here."""
    eligible, least = stratum["eligible"], stratum["minimum"]
    most = min(eligible, stratum.get("maximum", eligible))
    if stratum["ratio"] is None:
        quota = min(most, least)
    else:
        numerator, denominator, kind = (stratum["ratio"][name] for name in ("numerator", "denominator", "kind"))
        down, up = eligible * numerator // denominator, -(-eligible * numerator // denominator)
        quota = min(most, down if kind == "cap" else max(least, up))
    return min(most, quota + sum(each["count"] for each in stratum["topped_up"]))


def stratum_fault(stratum, weights):
    """Case and values of the first rule that the numbers of one stratum break; weights: entries of the roster by weight."""
    found = sum(weights.values())
    if found != stratum["eligible"]:
        return "eligible", {"expected": stratum["eligible"], "found": found}
    if stratum["quota"] + stratum["reserve"] > stratum["eligible"]:
        return "bounds", {}
    expected = quota_of(stratum)
    if expected != stratum["quota"]:
        return "quota", {"expected": expected, "found": stratum["quota"]}
    batches = stratum["batches"]
    if batches and sum(each["count"] for each in batches) != stratum["quota"]:
        return "batches", {}
    return ("weights", {}) if stratum["weights"] == "none" and set(weights) - {1} else None


def strata_rule(announcement):
    """What else announced strata must keep to: a sentence about the first that do not, or None."""
    strata, moved, earlier = announcement["strata"], {}, []
    ids = [stratum["id"] for stratum in strata]
    if len(set(ids)) < len(ids):
        return "公告中有重复的分层。"
    if announcement["plan_rows"] != sorted({stratum["row"] for stratum in strata}):
        return "公告的计划行应与各层的计划行一致，从小到大排列。"
    for stratum in strata:
        name, ratio, after = stratum["id"], stratum["ratio"], stratum["after"]
        of_row = {each["id"] for each in strata if each["row"] == stratum["row"]}
        if (stratum["kind"] == "ratio") != (ratio is not None):
            return f"公告中“{name}”层按比例抽取须写明比例，按数量抽取不写比例。"
        if ratio is not None and ratio["numerator"] > ratio["denominator"]:
            return f"公告中“{name}”层的比例超过100%。"
        if not set(after) <= of_row & set(earlier) or len(set(after)) < len(after):
            return f"公告中“{name}”层的先抽层应是同一计划行中列在前面的层。"
        for n, batch in enumerate(stratum["batches"], 1):
            if batch["no"] != n or batch["from"] > batch["to"]:
                return f"公告中“{name}”层第{n}批的编号或日期有误。"
        for each in stratum["topped_up"]:
            if each["from"] not in of_row - {name}:
                return f"公告中“{name}”层的补足来源“{each['from']}”不是同一计划行的其他层。"
            moved[each["from"]] = moved.get(each["from"], 0) + each["count"]
        earlier.append(name)
    for stratum in strata:
        wanted = min(stratum["minimum"], stratum.get("maximum", stratum["minimum"]))
        if moved.get(stratum["id"], 0) > max(0, wanted - stratum["eligible"]):
            return f"公告中“{stratum['id']}”层移到其他层的数量多于所缺数量。"
    return None


def follows_rule(published, strata):
    """Whether the strata of a row are those of its published rule, as far as public lists can show it."""
    row, rule = published["row"], published["rule"] or {}
    table = rule["weights"]["version"] if "weights" in rule else "unit-register"
    if any(stratum["weights"] not in ("none", table) for stratum in strata):
        return False
    if "coverage" in rule or "own_area" in rule:
        return True  # areas and turns are counted on registers that are not public
    if "classes" in rule:
        wanted = [(f"{row}/{each['id']}", each.get("ratio")) for each in rule["classes"]["classes"]]
        return wanted == [(stratum["id"], stratum["ratio"]) for stratum in strata]
    if [stratum["id"] for stratum in strata] != [str(row)]:
        return False
    only = strata[0]
    bounds = [rule["maximum"]] if "maximum" in rule else []
    if "up_to" in rule:
        bounds.append(only["eligible"] * rule["up_to"]["numerator"] // rule["up_to"]["denominator"])
    ratio, least = (None, rule["count"]) if "count" in rule else (published["ratio"], rule.get("minimum", 0))
    return (only["ratio"], only["minimum"], only.get("maximum")) == (ratio, least, min(bounds, default=None))


def published_rule(announcement):
    """A sentence about the first row whose strata are not those of its published rule, where there are such; or None."""
    rules = announcement.get("rules")
    if rules is None:
        return None
    if [each["row"] for each in rules] != announcement["plan_rows"]:
        return "公告的抽取规则应与公告的计划行一一对应，从小到大排列。"
    for each in rules:
        if not follows_rule(each, [stratum for stratum in announcement["strata"] if stratum["row"] == each["row"]]):
            return f"公告中第{each['row']}行的分层与该行公布的抽取规则不符。"
    return None


def check_quotas(bundle):
    announcement = bundle.announcement
    bundle.weights = {}
    for _, stratum, weight in bundle.roster:
        of_stratum = bundle.weights.setdefault(stratum, {})
        of_stratum[weight] = of_stratum.get(weight, 0) + 1
    for stratum in announcement["strata"]:
        fault = stratum_fault(stratum, bundle.weights.get(stratum["id"], {}))
        if fault is not None:
            raise Wrong("quotas", fault[0], stratum=stratum["id"], **fault[1])
    if announcement.get("assignment", {}).get("team_size", LEAST_TEAM) < LEAST_TEAM:
        raise Wrong("quotas", "team-size")
    strata = {stratum["id"]: stratum for stratum in announcement["strata"]}
    for shared in bundle.together:
        pairs = [(strata[a], strata[b]) for a in shared for b in shared if a < b]
        if any(a["row"] == b["row"] and a["id"] not in b["after"] and b["id"] not in a["after"] for a, b in pairs):
            raise Wrong("quotas", "overlap")
    what = strata_rule(announcement) or published_rule(announcement)
    if what is not None:
        raise Wrong("quotas", "rule", what=what)


def probability_of(stratum, weights):
    if stratum["quota"] == stratum["eligible"]:
        return {"kind": "certainty"}
    if stratum["weights"] == "none":
        return {"kind": "uniform", "numerator": stratum["quota"], "denominator": stratum["eligible"]}
    whole = sum(weight * count for weight, count in weights.items())
    first = [{"w": weight, "numerator": weight, "denominator": whole} for weight in sorted(weights)]
    return {"kind": "by-weight", "first_pick": first}


def check_probability(bundle):
    for stratum in bundle.announcement["strata"]:
        weights = bundle.weights.get(stratum["id"], {})
        expected, found = jcs(probability_of(stratum, weights)), jcs(stratum["probability"])
        if expected != found:
            raise Wrong("probability", stratum=stratum["id"], expected=expected, found=found)


# --- time proofs: who else says when the announcement was published ---------------------------------------------------
def der_elements(data):
    """The (tag, content) pairs that stand one after the other in DER bytes."""
    elements, at = [], 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length >= 0x80:
            width = length - 0x80
            if width not in (1, 2, 3, 4) or at + width > len(data):
                raise ValueError("no length")
            length, at = int.from_bytes(data[at:at + width], "big"), at + width
        if at + length > len(data):
            raise ValueError("cut short")
        elements.append((tag, data[at:at + length]))
        at += length
    return elements


def der_child(element, index, tag):
    """The child at a place, which must have this tag."""
    if not element[0] & 0x20 or der_elements(element[1])[index][0] != tag:
        raise ValueError("made otherwise")
    return der_elements(element[1])[index]


def der_whole(data):
    elements = der_elements(data)
    if len(elements) != 1:
        raise ValueError("more than one element")
    return elements[0]


SEQUENCE, SET, INTEGER, OCTETS, OBJECT_ID, TIME, EXPLICIT = 0x30, 0x31, 0x02, 0x04, 0x06, 0x18, 0xA0
SIGNED_DATA, TST_INFO = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100104")
STAMP_HASHES = {"608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512"}


def forgiving_base64(text):
    """Base64 as browsers read it: white space is passed over, padding may be missing."""
    text = re.sub("[\\t\\n\\f\\r ]", "", text)
    if len(text) % 4 == 0:
        text = re.sub("==?$", "", text)
    if len(text) % 4 == 1 or not re.fullmatch("[A-Za-z0-9+/]*", text):
        raise ValueError("not base64")
    return base64.b64decode(text + "=" * (-len(text) % 4))


def stamp_of(proof):
    """(hash's name, hash, instant) of an RFC 3161 time-stamp or response; who signed it is not checked here."""
    token = der_whole(forgiving_base64(proof))
    parts = der_elements(token[1])
    if not token[0] & 0x20:
        raise ValueError("made otherwise")
    if parts[0][0] != OBJECT_ID:  # a response: its status, then the token
        if der_child(parts[0], 0, INTEGER)[1][-1] not in (0, 1):
            raise ValueError("not granted")
        token = parts[1]
    signed = der_child(der_child(token, 1, EXPLICIT), 0, SEQUENCE)
    der_child(signed, 1, SET)
    content = der_child(signed, 2, SEQUENCE)
    if (der_child(token, 0, OBJECT_ID)[1], der_child(content, 0, OBJECT_ID)[1]) != (SIGNED_DATA, TST_INFO):
        raise ValueError("no time-stamp")
    info = der_whole(der_child(der_child(content, 1, EXPLICIT), 0, OCTETS)[1])
    imprint = der_child(info, 2, SEQUENCE)
    name = STAMP_HASHES[der_child(der_child(imprint, 0, SEQUENCE), 0, OBJECT_ID)[1].hex()]
    der_child(info, 3, INTEGER)
    time = der_child(info, 4, TIME)[1].decode("ascii")
    year, month, day, hour, minute, second, fraction = re.fullmatch(
        r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(?:\.([0-9]{1,6}))?Z", time
    ).groups("")
    return name, der_child(imprint, 1, OCTETS)[1], f"{year}-{month}-{day}T{hour}:{minute}:{second}.{fraction:0<6}Z"


def proof_instant(bundle, no, proof):
    """When the proof was made; raises Wrong where it is about something else."""
    data = bundle.read("announcement.json")
    if proof["kind"] == "outside-copy":
        if proof["sha256"] != sha256_hex(data):
            raise Wrong("time-proof", "other-hash", no=no)
        return proof["at"]
    if proof["kind"] == "countersignature":
        key = key_at(bundle.docs["keys.json"], proof["key_id"], "superior", proof["signed_at"])
        text = f"{signed_text(bundle, 'time', bundle.announcement_hash)}/{proof['signed_at']}"
        if not is_signed(key and key["public_key"], text, proof["value"]):
            raise Wrong("time-proof", "signature", no=no)
        return proof["signed_at"]
    try:
        name, imprint, at = stamp_of(proof["value"])
    except (ValueError, LookupError, AttributeError):
        raise Wrong("time-proof", "unreadable", no=no) from None
    if imprint != hashlib.new(name, data).digest():
        raise Wrong("time-proof", "other-hash", no=no)
    return at


def check_time_proof(bundle):
    proofs, announced_at = bundle.docs["time-proofs.json"], bundle.announcement["announced_at"]
    known = [source["when"] for source in bundle.announcement["sources"] if source["kind"] == "drand"]
    known += [each["proof"]["typed_at"] for each in bundle.docs["sources.json"] if "typed_at" in each["proof"]]
    for no, proof in enumerate(proofs, 1):
        at = proof_instant(bundle, no, proof)
        if at < announced_at:
            raise Wrong("time-proof", "before-announcement", no=no, found=at, expected=announced_at)
        if known and at >= min(known):
            raise Wrong("time-proof", "after-randomness", no=no, found=at, expected=min(known))
    if all(proof["kind"] == "outside-copy" for proof in proofs):
        bundle.remark("time-proof")


# --- randomness -------------------------------------------------------------------------------------------------------
def used_sources(bundle):
    """Announced sources in the order in which their values enter the key; None where the ids are not those announced."""
    announced, fallback = bundle.announcement["sources"], bundle.announcement["fallback"]
    ids = [each["id"] for each in bundle.docs["sources.json"]]
    used = announced
    if "end.json" in bundle.docs:  # of a draw without a result: whatever came
        every = announced + ([fallback["source"]] if fallback["then"] == "dice" else [])
        used = [each for each in every if each["id"] in ids]
    elif fallback["then"] == "dice" and ids[-1:] == [fallback["source"]["id"]]:
        came = [each for each in announced if each["id"] in ids]
        if len(came) == len(announced):
            return None
        used = came + [fallback["source"]]
    return used if [each["id"] for each in used] == ids else None


def pairs_of(bundle, kind):
    given = bundle.docs["sources.json"]
    return [(source, each) for source, each in zip(used_sources(bundle), given) if source["kind"] == kind]


def dice_fault(bundle, source, given):
    proof, least, name = given["proof"], source["least"], source["id"]
    two = len(proof["typed_by"]) == 2 and len(set(proof["typed_by"])) == 2
    if not re.fullmatch("[0-9]+", proof["digits"]) or len(proof["digits"]) < least or not two:
        raise Wrong("sources", "dice", least=least)
    if given["value"] != proof["digits"]:
        raise Wrong("sources", "value", source=name, expected=proof["digits"], found=given["value"])
    fallback = bundle.announcement["fallback"]
    is_fallback = fallback["then"] == "dice" and fallback["source"]["id"] == name
    expected = fallback["wait_until"] if is_fallback else bundle.announcement["announced_at"]
    if proof["typed_at"] < expected:
        raise Wrong("sources", "early", source=name, expected=expected, found=proof["typed_at"])


def check_sources(bundle):
    given = bundle.docs["sources.json"]
    ids = "、".join(each["id"] for each in given)
    used = used_sources(bundle)
    if used is None:
        announced = "、".join(each["id"] for each in bundle.announcement["sources"])
        raise Wrong("sources", "list", expected=announced, found=ids)
    proofs = {"dice": "digits", "drand": "signature"}
    for source, each in zip(used, given):
        kind, name = source["kind"], source["id"]
        if kind == "rehearsal":
            if not bundle.announcement["rehearsal"]:
                raise Wrong("sources", "rehearsal")
        elif proofs[kind] not in each["proof"]:
            raise Wrong("sources", "value", source=name, expected=kind, found=each["value"])
        elif kind == "dice":
            dice_fault(bundle, source, each)
        else:
            expected = sha256_hex(bytes.fromhex(each["proof"]["signature"]))
            if each["value"] != expected:
                raise Wrong("sources", "value", source=name, expected=expected, found=each["value"])
    rounds = [source["when"] for source in used if source["kind"] == "drand"]
    for source, each in zip(used, given):
        if rounds and source["kind"] == "dice" and each["proof"]["typed_at"] >= min(rounds):
            found = each["proof"]["typed_at"]
            raise Wrong("sources", "after-beacon", source=source["id"], expected=min(rounds), found=found)
    if bundle.record is None:
        return
    recorded = bundle.record["sources"]
    for n, each in enumerate(given):
        found = recorded[n] if n < len(recorded) else {"id": None, "value": "-"}
        if (found["id"], found["value"]) != (each["id"], each["value"]):
            raise Wrong("sources", "record", source=each["id"], expected=each["value"], found=found["value"])
    if len(recorded) != len(given):
        raise Wrong("sources", "list", expected=ids, found="、".join(each["id"] for each in recorded))


def instant_of(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(instant):
    return datetime.strptime(instant, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)


def is_instant(text):
    try:
        return moment(text) is not None
    except ValueError:
        return False


def sources_rule(announcement):
    """What else announced sources must keep to: a sentence about the first that does not, or None."""
    fallback = announcement["fallback"]
    spare = [fallback["source"]] if fallback["then"] == "dice" else []
    every = announcement["sources"] + spare
    if not announcement["sources"]:
        return "公告没有随机数来源。"
    if len({source["id"] for source in every}) < len(every):
        return "公告中的随机数来源重复。"
    if any(source["id"] != "dice-fallback" for source in spare):
        return "公告中备用随机数来源应为“dice-fallback”。"
    for source in every:
        name = source["id"]
        if source["kind"] == "dice":
            if source["faces"] != 10 or source["least"] < LEAST_DICE:
                return f"公告中的随机数来源“{name}”应为不少于{LEAST_DICE}次的十面骰子。"
            if source["normalisation"] != "decimal digits in reading order, nothing else":
                return f"公告中的随机数来源“{name}”的记录方法不是规定的写法。"
        if source["kind"] == "drand" and source["normalisation"] != "lowercase hex of SHA-256(signature)":
            return f"公告中的随机数来源“{name}”的取值方法不是规定的写法。"
        if source["kind"] == "rehearsal" and not announcement["rehearsal"]:
            return f"公告中的随机数来源“{name}”只能用于演练。"
    if not is_instant(announcement["announced_at"]) or not is_instant(fallback["wait_until"]):
        return "公告中的时间不存在。"
    return None


def check_round_time(bundle):
    hours, announced_at = bundle.announcement["notice_hours"], bundle.announcement["announced_at"]
    for source, given in pairs_of(bundle, "drand"):
        number = source["round"]
        if any(source[name] != value for name, value in QUICKNET.items()):
            raise Wrong("round-time", "chain")
        if given["proof"]["round"] != number:
            raise Wrong("round-time", "round", expected=number, found=given["proof"]["round"])
        expected = instant_of(QUICKNET["genesis"] + (number - 1) * QUICKNET["period"])
        if source["when"] != expected:
            raise Wrong("round-time", "when", round=number, expected=expected, found=source["when"])
        earliest = moment(announced_at) + timedelta(hours=hours)
        if moment(source["when"]) < earliest:
            least = earliest.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            raise Wrong("round-time", "notice", round=number, hours=hours, found=source["when"], expected=least)
    what = sources_rule(bundle.announcement)
    if what is not None:
        raise Wrong("round-time", "rule", what=what)


def check_drand_signature(bundle):
    for source, given in pairs_of(bundle, "drand"):
        signature = bytes.fromhex(given["proof"]["signature"])
        holds = drand_signature_holds(bytes.fromhex(QUICKNET["public_key"]), source["round"], signature)
        if not holds or given["proof"]["randomness"] != sha256_hex(signature):
            raise Wrong("drand-signature", round=source["round"])


def check_one_time_code(bundle):
    commitment, given = bundle.announcement["otc_commit"], bundle.docs.get("one-time-code.json")
    if commitment == "none":
        if given is not None:
            raise Wrong("one-time-code", "unannounced")
        bundle.salt = bytes(32)
        return
    if given is None:
        raise Wrong("one-time-code", "missing")
    code = bytes.fromhex(given["secret"])
    for _ in range(commitment["iterations"]):
        bundle.salt = code
        code = bundle.hash_of(code).digest()
    if code.hex() != commitment["hash"]:
        values = {"iterations": commitment["iterations"], "expected": commitment["hash"], "found": code.hex()}
        raise Wrong("one-time-code", "mismatch", **values)


def check_prk(bundle):
    sources = [{"id": each["id"], "value": each["value"]} for each in bundle.docs["sources.json"]]
    material = utf8(jcs({"announcement_hash": bundle.announcement_hash, "sources": sources}))
    key = keyed(bundle.hash_of, bundle.salt)(material)
    if key.hex() != bundle.record["prk"]:
        raise Wrong("prk", expected=key.hex(), found=bundle.record["prk"])
    mac = keyed(bundle.hash_of, key)
    bundle.ticket = lambda label: mac(utf8(label) + b"\x01")


# --- the draw ---------------------------------------------------------------------------------------------------------
def first_tickets(strata):
    """Number of the first ticket: 1; behind other strata of the row 1000 further, so that the chance is a fresh one."""
    first = {}
    for stratum in strata:
        first[stratum["id"]] = max([first[name] + MAX_WEIGHT for name in stratum["after"]], default=1)
    return first


def recomputed_strata(bundle):
    strata = bundle.announcement["strata"]
    first = first_tickets(strata)
    stems = {stratum["id"]: f"unit:{stratum['row']}/" for stratum in strata}
    members = {stratum["id"]: [] for stratum in strata}
    for code, stratum, weight in bundle.roster:
        stem, least = f"{stems[stratum]}{code}/", first[stratum]
        ticket = min(bundle.ticket(f"{stem}{j}") for j in range(least, least + weight))
        members[stratum].append((ticket, utf8(code), weight))
    results, drawn = [], {}
    for stratum in strata:
        name, quota, eligible = stratum["id"], stratum["quota"], stratum["eligible"]
        passed_over = set().union(*(drawn[before] for before in stratum["after"]))
        order = [each for each in sorted(members[name]) if each[1] not in passed_over][:quota + stratum["reserve"]]
        drawn[name] = {each[1] for each in order[:quota]}
        results.append({
            "id": name, "row": stratum["row"], "eligible": eligible, "quota": quota,
            "mode": "certainty" if quota == eligible else "drawn",
            "cut_off": order[:quota][-1][0].hex() if order[:quota] else None,
            "order": [{"unit": each[1].decode(), "weight": each[2], "ticket": each[0].hex()} for each in order],
        })  # fmt: skip
    return results


def shown(value):
    return "-" if value is None else str(value)


def check_tickets(bundle):
    bundle.strata = recomputed_strata(bundle)
    recorded = bundle.record["strata"]
    if [each["id"] for each in recorded] != [each["id"] for each in bundle.strata]:
        raise Wrong("tickets", "strata", stratum="-")
    for expected, found in zip(bundle.strata, recorded):
        name = expected["id"]

        def figure(path):
            if expected[path] != found[path]:
                values = {"path": path, "expected": shown(expected[path]), "found": shown(found[path])}
                raise Wrong("tickets", "figures", stratum=name, **values)

        for path in ("row", "eligible", "quota", "mode"):
            figure(path)
        for n in range(max(len(expected["order"]), len(found["order"]))):
            one, two = (each["order"][n] if n < len(each["order"]) else None for each in (expected, found))
            said = [each and (each["unit"], each["weight"]) for each in (one, two)]
            if said[0] != said[1]:
                words = [f"{each[0]} ({each[1]})" if each else "-" for each in said]
                raise Wrong("tickets", "order", stratum=name, position=n + 1, expected=words[0], found=words[1])
            if one["ticket"] != two["ticket"]:
                values = {"unit": one["unit"], "expected": one["ticket"], "found": two["ticket"]}
                raise Wrong("tickets", "ticket", stratum=name, **values)
        figure("cut_off")


def batch_of(batches, place):
    for batch in batches:
        if place < batch["count"]:
            return batch["no"]
        place -= batch["count"]
    return None


def check_visits(bundle):
    drawn = [(stratum["row"], n, each) for stratum in bundle.strata for n, each in enumerate(stratum["order"][:stratum["quota"]])]
    rows_of, batch_by_unit = {}, {}
    for row, _, each in sorted(drawn, key=lambda d: (d[0], d[2]["ticket"], utf8(d[2]["unit"]))):
        rows_of.setdefault(each["unit"], []).append(row)
    batches = {stratum["id"]: stratum["batches"] for stratum in bundle.announcement["strata"]}
    for stratum in sorted(bundle.strata, key=lambda each: each["row"]):
        for n, each in enumerate(stratum["order"][:stratum["quota"]]):
            batch = batch_of(batches[stratum["id"]], n)
            if batch is not None:
                batch_by_unit.setdefault(each["unit"], batch)
    bundle.visits = []
    for n, (unit, rows) in enumerate(rows_of.items(), 1):
        batch = {"batch": batch_by_unit[unit]} if unit in batch_by_unit else {}
        bundle.visits.append({"position": n, "unit": unit, "rows": rows, **batch})
    recorded = bundle.record["visits"]
    for n in range(max(len(bundle.visits), len(recorded))):
        expected, found = (each[n] if n < len(each) else None for each in (bundle.visits, recorded))
        if expected != found:
            words = [jcs(each) if each else "-" for each in (expected, found)]
            raise Wrong("visits", position=n + 1, expected=words[0], found=words[1])


def check_inspectors(bundle):
    announcement, listed = bundle.announcement, bundle.docs.get("inspectors.json")
    if listed is None:
        if "assignment" in announcement or announcement["inspectors_hash"] != "none":
            raise Wrong("inspectors", "missing")
        return
    if "assignment" not in announcement:
        raise Wrong("inspectors", "unannounced")
    ids = [utf8(each["id"]) for each in listed["inspectors"]]
    for n in range(1, len(ids)):
        if ids[n - 1] >= ids[n]:
            raise Wrong("inspectors", "order", inspector=listed["inspectors"][n]["id"])
    found, expected = bundle.hash_of(bundle.read("inspectors.json")).hexdigest(), announcement["inspectors_hash"]
    if found != expected:
        raise Wrong("inspectors", "hash", found=found, expected=expected)


def check_eligibility(bundle):
    inputs, root = bundle.record["assignment"].get("inputs"), bundle.announcement["eligibility_root"]
    if inputs is None or "assignment" not in bundle.announcement:
        return
    opened = inputs["visits"]
    if inputs["leaves"] != bundle.units or len(opened) != len(bundle.visits):
        raise Wrong("eligibility", unit=bundle.visits[0]["unit"] if bundle.visits else "-")
    for visit, each in zip(bundle.visits, opened):
        leaf = utf8(jcs({name: each[name] for name in ("barred", "last", "nonce", "unit")}))
        in_place = each["unit"] == visit["unit"] and each["index"] == bundle.rank_of.get(each["unit"])
        if not in_place or root_of_path(bundle.hash_of, leaf, each["index"], bundle.units, each["path"]) != root:
            raise Wrong("eligibility", unit=each["unit"])


def people_for(inspectors, rows, barred):
    """Who may take slot 1 and who the slots after it, as bits: one row opens the door, all rows' trades lead."""
    first = others = 0
    for n, each in enumerate(inspectors):
        if each["available"] and each["id"] not in barred and set(rows) & set(each["rows"]):
            others |= 1 << n
            if set(rows) <= set(each["lead_rows"]):
                first |= 1 << n
    return first, others


def check_assignment(bundle):
    rules, found = bundle.announcement.get("assignment"), bundle.record["assignment"]
    if rules is None or found["status"] == "not-announced":
        expected = "not-announced" if rules is None else "assigned"
        if found["status"] != expected:
            raise Wrong("assignment", "status", expected=expected, found=found["status"])
        return
    inputs, listed = found["inputs"], bundle.docs["inspectors.json"]
    for n, each in enumerate(inputs["visits"]):
        if each["slots"] != rules["team_size"]:
            raise Wrong("assignment", "inputs", path=f"visits[{n}].slots", expected=rules["team_size"], found=each["slots"])
    visits = []
    for visit, each in zip(bundle.visits, inputs["visits"]):
        may = people_for(listed["inspectors"], visit["rows"], set(each["barred"]))
        visits.append({"unit": each["unit"], "slots": each["slots"], "may": may, "last": each["last"]})
    names, caps = ([each[name] for each in listed["inspectors"]] for name in ("id", "cap"))
    expected = assign(visits, names, caps, listed["past_pairings"], bundle.ticket)
    if expected["status"] != found["status"]:
        raise Wrong("assignment", "status", expected=expected["status"], found=found["status"])
    if expected["status"] == "infeasible":
        if expected["lacking"] != found["lacking"]:
            raise Wrong("assignment", "lacking")
        return
    least, said = expected["minimal_max_load"], found["minimal_max_load"]
    if least != said:
        raise Wrong("assignment", "load", expected=least, found=said)
    for n in range(max(len(expected["teams"]), len(found["teams"]))):
        one, two = (each[n] if n < len(each) else {"unit": "-", "inspectors": []} for each in (expected["teams"], found["teams"]))
        if one != two:
            words = {"expected": "、".join(one["inspectors"]), "found": "、".join(two["inspectors"])}
            raise Wrong("assignment", "team", unit=one["unit"], **words)
    if expected["dropped_rotations"] != found["dropped_rotations"]:
        raise Wrong("assignment", "rotation")


# --- what was sealed, and what came after -----------------------------------------------------------------------------
def check_record_hash(bundle):
    expected = bundle.record["record_hash"]
    found = bundle.hashed({name: value for name, value in bundle.record.items() if name != "record_hash"})
    if found != expected:
        raise Wrong("record-hash", found=found, expected=expected)


def check_receipt(bundle):
    receipt, docs = bundle.docs["receipt.json"], bundle.docs
    rank = ("operator", "supervisor", "witness")
    signatures = sorted(docs["announcement-signatures.json"], key=lambda each: rank.index(each["role"]))
    lock = {"signatures": signatures, "time_proofs": docs["time-proofs.json"]}
    for path, expected in (
        ("announcement_hash", bundle.announcement_hash),
        ("lock_hash", sha256_hex(utf8(jcs(lock)))),
        ("record_hash", bundle.record["record_hash"]),
        ("sources_hash", sha256_hex(bundle.read("sources.json"))),
        ("keys_hash", sha256_hex(utf8(jcs(docs["keys.json"][:receipt["keys_count"]])))),
    ):
        if receipt[path] != expected:
            raise Wrong("receipt", path=path, expected=expected, found=receipt[path])


EVENT_KINDS = {
    "announced-late": "公告晚于预定时间发布", "otc-revealed": "公开一次性密码", "witness-signed": "见证人确认",
    "witness-objected": "见证人提出异议", "substitution": "递补检查对象", "recusal": "检查人员回避",
    "reassignment": "改派检查人员", "void": "抽取作废", "not-drawn": "未抽取", "key-lost": "签名密钥挂失",
    "key-rotated": "签名密钥更换",
}  # fmt: skip
DECIDED = {"substitution", "recusal", "reassignment"}


class Standing:
    """Who visits whom after the draw: the teams of the record, as substitutions and changed seats leave them.

    Several substitutes that replace one unit at one instant take its team over one after another, in the order of their
    events: the seats of each that change hands on the way come before the next one's."""

    def __init__(self, record):
        self.teams = {each["unit"]: each["inspectors"] for each in record["assignment"].get("teams", [])}
        self.visited = {each["unit"] for each in record["visits"]}
        self.replaced, self.given_up = set(), set()
        self.waiting, self.taking = [], None

    def settle(self, count):
        for takeover in self.waiting[:count]:
            self.teams[takeover["substitute"]] = takeover["team"]
            self.taking = (takeover["at"], takeover["substitute"])
        self.waiting = self.waiting[count:]

    def before(self, at, unit):
        """Every team as it stands before an event about this unit at this instant."""
        if self.taking != (at, unit):
            places = [n for n, each in enumerate(self.waiting) if (each["at"], each["substitute"]) == (at, unit)]
            self.settle(places[0] + 1 if places else len(self.waiting))
        return self.teams

    def is_visited(self, at, unit, leaving):
        """Whether the unit has or had a visit of this draw; what one step brings about counts from the next on."""
        same = any((each["at"], each["unit"], each["substitute"]) == (at, leaving, unit) for each in self.waiting)
        return unit in self.visited and not same

    def substitute(self, at, stratum, unit, substitute):
        if not self.waiting or (self.waiting[0]["at"], self.waiting[0]["unit"]) != (at, unit):
            self.settle(len(self.waiting))
        self.replaced.add((stratum, unit))
        if substitute is None or any(each["substitute"] == substitute for each in self.waiting):
            return
        self.visited.add(substitute)
        team = self.teams.pop(unit, self.waiting[0]["team"] if self.waiting else [])
        self.waiting.append({"at": at, "unit": unit, "substitute": substitute, "team": team})

    def seat(self, at, unit, slot, substitute):
        """A seat changed hands. Who could not go over with his team gave up no seat of the new visit."""
        team = self.teams[unit]
        if self.taking != (at, unit):
            self.given_up.add((unit, team[slot - 1]))
        self.teams[unit] = team[:slot - 1] + [substitute] + team[slot:]


def check_substitution(bundle, standing, used, event):
    """The first in the stratum's reserve who was not passed over; `used`: (stratum, unit) of earlier substitutes."""

    def refuse(expected, found="-"):
        raise Wrong("events", "substitution", no=event["no"], expected=expected, found=found)

    data, at = event["data"], event["at"]
    if bundle.record is None or shape_fault(SHAPES["@substitution"], data, "") is not None:
        refuse("-")
    stratum, unit, substitute = data["stratum"], data["unit"], data["substitute"]
    found = "-" if substitute is None else substitute
    result = next((each for each in bundle.record["strata"] if each["id"] == stratum), None)
    if result is None or result["row"] != data["row"] or (stratum, unit) in standing.replaced:
        refuse("-", found)
    quota, place = result["quota"], (stratum, unit)
    if place not in used and unit not in [each["unit"] for each in result["order"][:quota]]:
        refuse("-", found)
    following, position, skipped = None, None, False
    for n, each in enumerate(result["order"][quota:]):
        passed = data["passed_over"][n] if n < len(data["passed_over"]) else None
        if passed is not None and (passed["unit"], passed["position"]) == (each["unit"], quota + n + 1):
            if passed["why"] != "substituted-before" or (stratum, each["unit"]) in used:
                continue
        following, position, skipped = each["unit"], quota + n + 1, passed is not None
        break
    free = following is None or (
        (stratum, following) not in used and not standing.is_visited(at, following, unit))
    if (substitute, data["position"]) != (following, position) or skipped or not free:
        refuse("-" if following is None else following, found)
    standing.substitute(at, stratum, unit, substitute)
    if substitute is not None:
        used.add((stratum, substitute))


def check_seat(bundle, standing, event):
    """Who takes a seat over: the first of the announced list by load, pairings and ticket whom the event does not bar."""
    data, at, no = event["data"], event["at"], event["no"]
    if shape_fault(SHAPES["@changed-seat"], data, "") is not None:
        raise Wrong("events", "recusal", no=no, expected="-", found="-")
    unit, slot = data["unit"], data["slot"]
    teams = standing.before(at, unit) if standing is not None else {}
    team = teams.get(unit, [])
    holder = team[slot - 1] if slot <= len(team) else "-"
    leaving = holder if data["leaving"] is None else data["leaving"]
    if holder == "-" or leaving != holder:
        found = "-" if data["leaving"] is None else data["leaving"]
        raise Wrong("events", "seat", no=no, unit=unit, slot=slot, expected=holder, found=found)
    listed = bundle.docs["inspectors.json"]
    partners = [each for each in team if each != holder]
    loads, paired = {}, {}
    for each in listed["past_pairings"]:
        a, b = each["inspectors"]
        for one, other in {(a, b), (b, a)}:
            if one in partners:
                paired[other] = paired.get(other, 0) + each["times"]
    for other_unit, members in teams.items():
        members = partners if other_unit == unit else members
        for n, one in enumerate(members):
            loads[one] = loads.get(one, 0) + 1
            for other in members[:n]:
                for x, y in ((one, other), (other, one)):
                    if x in partners:
                        paired[y] = paired.get(y, 0) + 1
    away = {*data["barred"], *partners, holder}
    people = [
        each["id"] for each in listed["inspectors"]
        if each["id"] not in away and (unit, each["id"]) not in standing.given_up
        and loads.get(each["id"], 0) < each["cap"]
    ]  # fmt: skip
    expected = min(people, default="-", key=lambda name: (
        loads.get(name, 0), paired.get(name, 0), bundle.ticket(f"asg/{unit}/{slot}/{name}"), utf8(name)))
    if data["substitute"] != expected:
        raise Wrong("events", "recusal", no=no, expected=expected, found=data["substitute"])
    standing.seat(at, unit, slot, expected)


def event_key(log, key_id, at):
    """The public key that may sign an event of that instant: drawer's or supervisor's, not given up by then."""
    made = next((entry for entry in log if entry["key_id"] == key_id and entry["event"] != "lost"), None)
    if made is None or made["role"] not in ("operator", "supervisor"):
        return None
    later = [entry["at"] for entry in log if entry["role"] == made["role"] and entry["no"] > made["no"]]
    return None if later and later[0] <= at else made["public_key"]


def check_event_signatures(bundle):
    """A signature stands for its event and all before it; what comes after the last one can be rewritten."""
    bare = None
    for event in bundle.docs["events.json"]:
        if event["signature"] is not None:
            bare = None
        elif bare is None:
            bare = event["no"]
    if bare is not None:
        bundle.remark("event-signatures", no=bare)


def check_events(bundle):
    events, before = bundle.docs["events.json"], {"no": 0, "hash": NO_EVENT, "at": ""}
    used, counts, log = set(), {}, bundle.docs["keys.json"]
    standing = None if bundle.record is None else Standing(bundle.record)
    for event in events:
        no = event["no"]
        if no != before["no"] + 1:
            raise Wrong("events", "number", no=no)
        if event["prev"] != before["hash"]:
            raise Wrong("events", "chain", no=no)
        plain = {name: value for name, value in event.items() if name not in ("hash", "signature")}
        found = bundle.hashed({"draw_id": bundle.draw["draw_id"], **plain})
        if found != event["hash"]:
            raise Wrong("events", "hash", no=no, found=found, expected=event["hash"])
        if event["at"] < before["at"]:
            raise Wrong("events", "time", no=no)
        signature = event["signature"]
        if signature is not None:
            key, text = event_key(log, signature["key_id"], event["at"]), signed_text(bundle, "event", event["hash"])
            if not is_signed(key, text, signature["value"]):
                raise Wrong("events", "signature", no=no)
        if event["kind"] in DECIDED and (event["reason"] is None or event["approver"] is None):
            raise Wrong("events", "reason", no=no)
        kind = event["kind"]
        counts[kind] = counts.get(kind, 0) + 1
        if kind in DECIDED:
            if kind == "substitution":
                check_substitution(bundle, standing, used, event)
            else:
                check_seat(bundle, standing, event)
            if event["data"]["count"] != counts[kind]:
                raise Wrong("events", "count", no=no, expected=counts[kind], found=event["data"]["count"])
        before = event
    if events:
        words = "、".join(f"{EVENT_KINDS.get(kind, kind)}{count}" for kind, count in counts.items())
        words_en = ", ".join(f"{kind} {count}" for kind, count in counts.items())
        bundle.remark("events", count=len(events), list=words, list_en=words_en)


# --- whether there is a result, and why there is none -----------------------------------------------------------------
STATES = {"void": ("作废", "void"), "not-drawn": ("未抽取", "not drawn")}


def say_no_result(bundle, kind, reason):
    bundle.remark("outcome", number=bundle.draw["draw_no"], state=STATES[kind][0], state_en=STATES[kind][1], reason=reason)


def known_from(bundle, at):
    """From when on somebody may know the result: an hour before the round, unless the fallback's dice may stand for it;
    without a round, once dice were typed. None while nobody can."""
    announcement, given = bundle.announcement, bundle.docs["sources.json"]
    fallback = announcement["fallback"]
    beacon = next((each for each in announcement["sources"] if each["kind"] == "drand"), None)
    if beacon is None:
        return min((each["proof"]["typed_at"] for each in given if "typed_at" in each["proof"]), default=None)
    replaced = fallback["then"] == "dice" and at >= fallback["wait_until"]
    if replaced and not any(each["id"] == beacon["id"] for each in given):
        return None
    return (moment(beacon["when"]) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def check_freely_ended(bundle, found):
    """By an order, or for want of randomness: only while nobody could choose among results."""
    expected = known_from(bundle, found)
    if expected is not None and found >= expected:
        raise Wrong("outcome", "known", expected=expected, found=found)


def check_order(bundle, no):
    """An order is the supervisor's: the event bears his signature itself. A rehearsal without keys has none."""
    signature = next(each["signature"] for each in bundle.docs["events.json"] if each["no"] == no)
    signer = signature["key_id"] if signature is not None else None
    key = next((entry for entry in bundle.docs["keys.json"] if entry["key_id"] == signer), {"role": None})
    if bundle.announcement["signers"] is not None and key["role"] != "supervisor":
        raise Wrong("outcome", "order")


def check_announced_end(bundle, found):
    """By the announced rule: the wait is over, and something that was waited for did not come."""
    sources, fallback = bundle.announcement["sources"], bundle.announcement["fallback"]
    came = [each["id"] for each in bundle.docs["sources.json"]]
    silent = [each["kind"] for each in sources if each["id"] not in came]
    if not silent or (fallback["then"] == "dice" and "dice" not in silent):
        raise Wrong("outcome", "complete")
    if found < fallback["wait_until"]:
        raise Wrong("outcome", "early", expected=fallback["wait_until"], found=found)


def check_unsigned(bundle, found):
    """Unsigned: the time to sign is over, or a key that must sign is gone."""
    announcement, log = bundle.announcement, bundle.docs["keys.json"]
    if any(event_key(log, announcement["signers"][role], found) is None for role in ("operator", "supervisor")):
        return
    whens = [each["when"] for each in announcement["sources"] if WORDS["instant"](each["when"])]
    if whens:
        limit = moment(min(whens)) - timedelta(hours=announcement["notice_hours"])
        expected = limit.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        if found < expected:
            raise Wrong("outcome", "early", expected=expected, found=found)


def check_end(bundle, end):
    roles = {each["role"] for each in bundle.docs["announcement-signatures.json"]}
    signed = bundle.announcement["signers"] is None or {"operator", "supervisor"} <= roles
    at = end["ended_at"]
    if end["state"] == "not-drawn":
        if signed:
            check_freely_ended(bundle, at)
        return
    data = next(each["data"] for each in bundle.docs["events.json"] if each["no"] == end["event"])
    if not isinstance(data, dict) or "by" not in data:
        if signed:
            raise Wrong("outcome", "signed")
        check_unsigned(bundle, at)
    elif not signed:
        raise Wrong("outcome", "unsigned")
    elif data["by"] == "order":
        check_order(bundle, end["event"])
        check_freely_ended(bundle, at)
    elif data["by"] == "announced":
        check_announced_end(bundle, at)
    else:
        raise Wrong("outcome", "by", found=data["by"] if isinstance(data["by"], str) else "-")


def check_outcome(bundle):
    """Has this number a result? What has none says why, and the number stays used for ever."""
    ends = [each for each in bundle.docs["events.json"] if each["kind"] in STATES]
    if bundle.record is not None:
        assignment = bundle.record["assignment"]
        infeasible = assignment["status"] == "infeasible"
        for n, each in enumerate(ends):
            if n >= int(infeasible) or each["kind"] != "void":
                raise Wrong("outcome", "voided", no=each["no"])
        if infeasible:
            reason = f"检查人员不足：{len(assignment['lacking'])}个检查席位无人可派"
            say_no_result(bundle, "void", ends[0]["reason"] if ends and ends[0]["reason"] is not None else reason)
        return
    end = bundle.docs["end.json"]
    if len(ends) != 1:
        raise Wrong("outcome", "events", found=len(ends))
    told = ends[0]
    for path, expected in (
        ("bureau", bundle.draw["bureau"]), ("cycle", bundle.draw["cycle"]), ("state", told["kind"]),
        ("ended_at", told["at"]), ("reason", "-" if told["reason"] is None else told["reason"]), ("event", told["no"]),
    ):  # fmt: skip
        if end[path] != expected:
            raise Wrong("outcome", "figures", path=path, expected=expected, found=end[path])
    if bundle.announcement is not None:
        check_end(bundle, end)
    elif end["announcement_hash"] != "none":
        raise Wrong("outcome", "announcement", expected=end["announcement_hash"])
    say_no_result(bundle, end["state"], end["reason"])


def check_register(bundle):
    bundle.remark("register", number=bundle.draw["draw_no"])


def check_manifest(bundle):
    files = bundle.docs["manifest.json"]["files"]
    listed = [each["name"] for each in files]
    actual = [name for name in bundle.names if name != "manifest.json"]
    for name in [each for each in actual if each not in listed] + [each for each in listed if each not in actual]:
        raise Wrong("manifest", "listed", file=name)
    for n, each in enumerate(files):
        name, data = each["name"], bundle.read(each["name"])
        if n >= len(actual) or name != actual[n]:
            raise Wrong("manifest", "order", file=name)
        if len(data) != each["bytes"]:
            raise Wrong("manifest", "bytes", file=name, expected=each["bytes"], found=len(data))
        if sha256_hex(data) != each["sha256"]:
            raise Wrong("manifest", "sha256", file=name, expected=each["sha256"], found=sha256_hex(data))


def check_rehearsal(bundle):
    expected = bundle.draw["rehearsal"]
    for name in ("end.json", "record.json"):
        found = bundle.docs.get(name, bundle.draw)["rehearsal"]
        if expected != found:
            raise Wrong("rehearsal", expected=jcs(expected), found=jcs(found))
    if expected:
        bundle.remark("rehearsal")


# --- the order of the checks, and what is said of them ----------------------------------------------------------------
STEPS = {
    "files": check_files, "canonical": check_canonical, "schema": check_schema, "draw-id": check_draw_id,
    "announcement-hash": check_announcement_hash, "keys": check_keys,
    "announcement-signatures": check_announcement_signatures, "roster": check_roster, "exclusions": check_exclusions,
    "quotas": check_quotas, "probability": check_probability, "time-proof": check_time_proof, "sources": check_sources,
    "round-time": check_round_time, "drand-signature": check_drand_signature, "one-time-code": check_one_time_code,
    "prk": check_prk, "tickets": check_tickets, "visits": check_visits, "inspectors": check_inspectors,
    "eligibility": check_eligibility, "assignment": check_assignment, "record-hash": check_record_hash,
    "receipt": check_receipt, "receipt-signatures": check_receipt_signatures, "events": check_events,
    "event-signatures": check_event_signatures, "outcome": check_outcome,
    "register": check_register, "manifest": check_manifest, "rehearsal": check_rehearsal,
}  # fmt: skip
ROLES = {
    "operator": {"zh": "抽取人", "en": "drawer"}, "supervisor": {"zh": "监督人", "en": "supervisor"},
    "witness": {"zh": "见证人", "en": "witness"}, "superior": {"zh": "上级机关", "en": "superior body"},
}  # fmt: skip


def filled(template, language, values):
    def value_of(match):
        value = values.get(match[1], "?")
        return str(ROLES[value][language] if match[1] == "role" and value in ROLES else value)

    return re.sub(r"\{([a-z0-9_]+)\}", value_of, template)


def sentence(words, wrong, language):
    exactly = words["cases"][wrong.case][language] if wrong.case else ""
    return filled(words[f"wrong_{language}"].replace("{case}", exactly), language, wrong.values)


def remarks_of(bundle, checked):
    """Of the checks that held, also where a later one is wrong: their titles alone would promise too much."""
    return [code for code in checked if code in bundle.remarks]


def verify(directory, trusted=(), progress=lambda code: None):
    """Result as every verifier gives it, and the bundle as far as it was read."""
    bundle, checked = Bundle(directory, trusted), []
    for words in CHECKS:
        code = words["code"]
        if "needs" in words and words["needs"] not in bundle.names:
            continue
        progress(code)
        try:
            STEPS[code](bundle)
        except Wrong as wrong:
            words = next(each for each in CHECKS if each["code"] == wrong.code)
            said = {"message": sentence(words, wrong, "zh"), "message_en": sentence(words, wrong, "en")}
            first = {"code": wrong.code, "case": wrong.case, **said, "values": wrong.values}
            return {"ok": False, "first_wrong": first, "checked": checked, "remarks": remarks_of(bundle, checked)}, bundle
        checked.append(code)
    return {"ok": True, "first_wrong": None, "checked": checked, "remarks": remarks_of(bundle, checked)}, bundle


def answer_of(result):
    if not result["ok"]:
        return "核验未通过  NOT VERIFIED"
    if "outcome" in result["remarks"]:
        rehearsal = ("演练：", "REHEARSAL; ") if "rehearsal" in result["remarks"] else ("", "")
        return f"{rehearsal[0]}本编号没有抽取结果  {rehearsal[1]}NO RESULT UNDER THIS NUMBER"
    if "rehearsal" in result["remarks"]:
        return "演练数据：可以重算，不证明公平  RECOMPUTES; REHEARSAL, FAIRNESS NOT PROVEN"
    if "time-proof" in result["remarks"]:
        return "可以重算，但发布时间未获证明  RECOMPUTES; TIME OF PUBLISHING NOT PROVEN"
    return "核验通过  VERIFIED"


def cycle_name(cycle):
    """2023-3 as papers call it: 2023年第三周期; another form stays as it is."""
    parts = re.search(r"([0-9]{4})-([0-9]{1,2})$", cycle)
    if parts is None or int(parts[2]) == 0:
        return cycle
    tens, ones = divmod(int(parts[2]), 10)
    digits = "零一二三四五六七八九"
    before = "" if tens == 0 else ("" if tens == 1 else digits[tens]) + "十"
    return f"{parts[1]}年第{before}{'' if ones == 0 else digits[ones]}周期"


def print_report(result, bundle):
    if bundle.draw is not None:
        print(f"{bundle.draw['bureau']}　抽取 {bundle.draw['draw_no']}（{cycle_name(bundle.draw['cycle'])}）")
    print(answer_of(result))
    for words in CHECKS:
        code = words["code"]
        said = code in result["remarks"]
        if code in result["checked"] and not (said and words.get("remark_instead")):
            print(f"  ✓ {words['zh']}  {words['en']}")
        if said:
            print(f"  ! {filled(words['remark_zh'], 'zh', bundle.remarks[code])}")
            print(f"    {filled(words['remark_en'], 'en', bundle.remarks[code])}")
    if not result["ok"]:
        print(f"  ✗ {result['first_wrong']['message']}")
        print(f"    {result['first_wrong']['message_en']}")


def fold_code(text):
    """As a code is compared: full-width digits, small letters and spaces come from how it was typed."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def is_like_name(folded):
    """Codes have digits, and end in a digit, a letter or one sign (挂, 号); names of companies and people do not."""
    return not re.search("[0-9]", folded) or re.search("[\u3400-\u9fff]{2}[^0-9A-Z\u3400-\u9fff]*$", folded)


NAME_ASKED = (
    "“{0}”像是名称，不是代码。名单只列代码，不能凭名称判断是否抽中。请输入统一社会信用代码、车牌号、船舶登记号等代码；"
    "不知道代码的，可在公布本次抽取的网页“抽取名单”中按名称查找。",
    "“{0}” looks like a name. The lists hold codes, so nothing can be said of a name. Ask by the credit code, plate or "
    "registration; the page that publishes this draw finds codes by name.",
)


def explain_unit(bundle, asked):
    """Whether one unit was on the roster, its ticket, the cut-off, and what follows; of a bundle that holds."""
    if bundle.record is None:
        print("本编号没有抽取结果，没有任何对象被抽中  no result under this number: nobody was drawn")
        return
    strata = {stratum["id"]: stratum for stratum in bundle.announcement["strata"]}
    first, wanted = first_tickets(bundle.announcement["strata"]), fold_code(asked)

    def is_meant(code):
        known = fold_code(code)
        return wanted in (known, known.split(":", 1)[1])

    found = [entry for entry in bundle.roster if is_meant(entry[0])]
    excluded = [each for each in bundle.docs["exclusions.json"]["exclusions"] if is_meant(each["code"])]
    if not found and not excluded and is_like_name(wanted):
        print("\n".join(NAME_ASKED).format(asked.strip()), file=sys.stderr)
        return
    for each in excluded:
        print(f"{each['code']} 在第 {each['row']} 行被排除，原因 {each['reason']}  excluded from row {each['row']}: {each['reason']}")
    if not found:
        print(f"{wanted} 不在抽取名单内；请核对代码是否完整  is not on the roster; make sure that the code is whole")
    results = {stratum["id"]: stratum for stratum in bundle.strata}
    for code, name, weight in found:
        numbers = range(first[name], first[name] + weight)
        ticket = min(bundle.ticket(f"unit:{strata[name]['row']}/{code}/{j}") for j in numbers).hex()
        order = [each["unit"] for each in results[name]["order"]]
        print(f"{code}：第 {strata[name]['row']} 行“{name}”层  row {strata[name]['row']}, stratum {name}")
        print(f"  抽取号 ticket   {ticket}\n  入选线 cut-off  {results[name]['cut_off']}")
        place = order.index(code) + 1 if code in order else None
        if place is None:
            elsewhere = [each for each in strata[name]["after"] if code in [u["unit"] for u in results[each]["order"][:results[each]["quota"]]]]
            print(f"  未抽中：已由“{elsewhere[0]}”层抽中  drawn in {elsewhere[0]}" if elsewhere else "  未抽中：抽取号大于入选线  not drawn: its ticket is above the cut-off")
        elif place <= results[name]["quota"]:
            print(f"  抽中，第 {place} 位  drawn, place {place}")
        else:
            print(f"  未抽中，递补第 {place - results[name]['quota']} 位  not drawn, reserve place {place - results[name]['quota']}")


def main():
    parser = argparse.ArgumentParser(description="核验抽取证据包（DR-1）。Verifies the evidence of a draw (DR-1).")
    parser.add_argument("directory", help="证据包目录 directory of the bundle")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出结果 result as JSON")
    parser.add_argument("--trust", action="append", default=[], metavar="KEY_ID", help="可信密钥编号，可重复 id of a key you trust")
    parser.add_argument("--unit", metavar="CODE", help="查一家单位 explain the result of one unit")
    options = parser.parse_args()
    if not os.path.isdir(options.directory):
        print(f"没有这个目录：{options.directory}；是压缩文件的，请先解压  no such directory; a zip must be unpacked first", file=sys.stderr)
        return 2
    result, bundle = verify(options.directory, options.trust)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print_report(result, bundle)
        if options.unit and result["ok"]:
            explain_unit(bundle, options.unit)
        elif options.unit:
            wrong = result["first_wrong"]
            print(f"证据核验不通过，不能据以说明：{wrong['message']}\nThe evidence is wrong: {wrong['message_en']}", file=sys.stderr)
    return 0 if result["ok"] else 1


# --- catalogue: written here by tools/verifier/build-verifier.ts from data/draw ---------------------------------------
# CATALOGUE BEGINS
CHECKS = json.loads(
    r'''[
{"code":"files","zh":"文件齐全，没有多余","en":"all files are there and no other","wrong_zh":"证据文件不全或有来历不明的文件：{case}","wrong_en":"Files are missing, or one does not belong here: {case}","cases":{"missing":{"zh":"缺少文件 {file}","en":"the file {file} is missing"},"unknown":{"zh":"文件 {file} 不属于抽取证据","en":"the file {file} does not belong to the evidence of a draw"}}},
{"code":"canonical","zh":"每个文件都是唯一的规范写法","en":"every file is written in its one canonical form","wrong_zh":"文件 {file} 不是规范写法，公布后被改动过，或不是本系统写出的：{case}","wrong_en":"The file {file} is not in its canonical form; it was altered, or written by something else: {case}","cases":{"not-text":{"zh":"不是有效的 UTF-8 文本","en":"it is not valid UTF-8 text"},"not-json":{"zh":"不是有效的 JSON","en":"it is not valid JSON"},"not-canonical":{"zh":"字节与其内容的规范写法（RFC 8785）不一致","en":"its bytes are not the canonical form (RFC 8785) of what it says"}}},
{"code":"schema","zh":"规则版本可识别，内容项不多不少","en":"the rules are known and every file has the members it must have, and no others","wrong_zh":"文件 {file} 的内容项不符合 DR-1 规则：{case}","wrong_en":"The file {file} is not made as DR-1 demands: {case}","cases":{"unknown-rules":{"zh":"抽取规则“{found}”不可识别，本程序不能核验","en":"the rules “{found}” are unknown to this program, which cannot check them"},"shape":{"zh":"内容项“{path}”缺失、多余或格式不对","en":"the member “{path}” is missing, unknown or malformed"}}},
{"code":"draw-id","zh":"所有文件属于同一次抽取","en":"all files belong to the same draw","wrong_zh":"文件 {file} 属于另一次抽取：应为“{expected}”，实为“{found}”","wrong_en":"The file {file} belongs to another draw: expected “{expected}”, found “{found}”"},
{"code":"announcement-hash","needs":"announcement.json","zh":"抽取公告与其他文件所指的是同一份","en":"the other files refer to this very announcement","wrong_zh":"抽取公告被改动，或不是本次抽取的公告：按公告文件算得摘要 {found}，{file} 所载为 {expected}","wrong_en":"The announcement was altered, or is another one: the file gives the hash {found}, {file} says {expected}"},
{"code":"keys","zh":"密钥登记簿完整，签名密钥当时有效","en":"the key log is whole and the signing keys were valid at their time","wrong_zh":"密钥登记簿有误：{case}","wrong_en":"The key log is wrong: {case}","cases":{"number":{"zh":"第 {no} 条编号不连续","en":"entry {no} is out of sequence"},"key-id":{"zh":"第 {no} 条的密钥编号“{found}”不是其公钥的编号“{expected}”","en":"in entry {no} the key id “{found}” is not that of its public key, “{expected}”"},"endorsement":{"zh":"第 {no} 条缺少应有的背书签名，或背书签名无效","en":"entry {no} lacks an endorsement it needs, or one does not verify"},"time":{"zh":"第 {no} 条的时间早于前一条","en":"entry {no} is dated before the one that precedes it"},"absent":{"zh":"{role}的密钥 {key} 未登记","en":"the key {key} of the {role} is not in the log"},"not-valid-then":{"zh":"{role}的密钥 {key} 在签名时（{at}）尚未启用、已更换或已挂失","en":"the key {key} of the {role} was not yet, or no longer, valid when it signed ({at})"},"untrusted":{"zh":"{role}的密钥 {key} 不是您指定可信的密钥，也未经其背书","en":"the key {key} of the {role} is neither one you trust nor endorsed by one"},"same":{"zh":"抽取人与监督人使用同一把密钥","en":"drawer and supervisor use the same key"}},"remark_zh":"密钥取自证据文件本身：请将下列密钥编号与局公告栏或上级机关公布的编号核对，或在核验时指定可信的密钥编号：{keys}","remark_en":"The keys come with the bundle itself: compare these key ids with those posted by the authority or its superior, or tell the verifier which ones you trust: {keys}"},
{"code":"announcement-signatures","needs":"announcement.json","zh":"公告由其指名的抽取人和监督人签名（演练可以不指名，即无人签名）","en":"the announcement is signed by the drawer and supervisor it names (a rehearsal may name none: then nobody signed)","wrong_zh":"公告的签名无效：{case}","wrong_en":"The signatures of the announcement do not hold: {case}","cases":{"missing":{"zh":"缺少{role}的签名","en":"the signature of the {role} is missing"},"unknown":{"zh":"有来历不明的签名（密钥 {key}）","en":"there is a signature that does not belong here (key {key})"},"invalid":{"zh":"{role}的签名与公告内容不符","en":"the signature of the {role} does not fit the announcement"}},"remark_zh":"公告缺少{role}的签名，没有正式发布","remark_en":"The signature of the {role} is missing: the announcement was never published","remark_instead":true},
{"code":"roster","needs":"announcement.json","zh":"抽取名单就是公告时封存的名单","en":"the roster is the one that was announced","wrong_zh":"抽取名单不是公告时封存的名单：{case}","wrong_en":"The roster is not the one that was announced: {case}","cases":{"line":{"zh":"第 {line} 行不是规范写法","en":"line {line} is not in its canonical form"},"order":{"zh":"第 {line} 行的 {unit} 不按代码顺序","en":"{unit} on line {line} is out of order"},"doubled":{"zh":"第 {line} 行的 {unit} 在“{stratum}”层重复","en":"{unit} on line {line} stands twice in the stratum “{stratum}”"},"stratum":{"zh":"第 {line} 行的 {unit} 所在的“{stratum}”层未公告","en":"{unit} on line {line} stands in “{stratum}”, which was not announced"},"hash":{"zh":"按名单文件算得摘要 {found}，公告为 {expected}","en":"the file gives the hash {found}, the announcement says {expected}"},"merkle":{"zh":"按名单文件算得默克尔根 {found}，公告为 {expected}","en":"the file gives the Merkle root {found}, the announcement says {expected}"}}},
{"code":"exclusions","needs":"announcement.json","zh":"排除名单就是公告时的名单，且无人既被排除又在名单内","en":"the exclusions are those announced, and nobody is both excluded and listed","wrong_zh":"排除名单有误：{case}","wrong_en":"The exclusions are wrong: {case}","cases":{"order":{"zh":"{unit} 不按代码顺序或重复","en":"{unit} is out of order or doubled"},"hash":{"zh":"按文件算得摘要 {found}，公告为 {expected}","en":"the file gives the hash {found}, the announcement says {expected}"},"both":{"zh":"{unit} 在第 {row} 行既被排除又列入名单","en":"{unit} is both excluded from row {row} and listed in it"}}},
{"code":"quotas","needs":"announcement.json","zh":"各层数量按公告的比例算得","en":"every quota follows from the announced ratio","wrong_zh":"公告的分层和数量不合规则：{case}","wrong_en":"The announced strata and numbers break the rules: {case}","cases":{"eligible":{"zh":"“{stratum}”层公告可抽对象 {expected} 个，名单中有 {found} 个","en":"stratum “{stratum}” announces {expected} units, the roster has {found}"},"bounds":{"zh":"“{stratum}”层抽取与递补之和超过可抽对象","en":"stratum “{stratum}”: drawn and reserve together exceed the units there are"},"quota":{"zh":"“{stratum}”层应抽 {expected} 个，公告为 {found} 个","en":"stratum “{stratum}”: the rule gives {expected}, the announcement says {found}"},"batches":{"zh":"“{stratum}”层各批数量之和与抽取数量不符","en":"stratum “{stratum}”: the batches do not add up to the quota"},"weights":{"zh":"“{stratum}”层公告为不加权，名单中却有大于 1 的权重","en":"stratum “{stratum}” is announced without weights, the roster has some above 1"},"overlap":{"zh":"同一计划行的分层有相同对象，却没有写明先后","en":"two strata of one row share units and neither is announced as drawn before the other"},"team-size":{"zh":"每组检查人员少于两名","en":"a team has fewer than two inspectors"},"rule":{"zh":"{what}","en":"the announcement could not be carried out (in Chinese: {what})"}}},
{"code":"probability","needs":"announcement.json","zh":"公布的抽中概率与数量相符","en":"the published probabilities follow from the numbers","wrong_zh":"公告中“{stratum}”层的抽中概率有误：应为 {expected}，公告为 {found}","wrong_en":"The announced probability of stratum “{stratum}” is wrong: expected {expected}, announced {found}"},
{"code":"time-proof","needs":"announcement.json","zh":"公告时间有他人证明","en":"somebody else proves when the announcement was published","wrong_zh":"公告的时间证明无效：{case}","wrong_en":"The proof of the announcement’s time does not hold: {case}","cases":{"unreadable":{"zh":"第 {no} 项时间证明无法读取","en":"proof {no} cannot be read"},"other-hash":{"zh":"第 {no} 项时间证明所证明的不是本公告","en":"proof {no} is about something else"},"after-randomness":{"zh":"第 {no} 项时间证明的时间 {found} 晚于随机数产生的时间 {expected}","en":"proof {no} is dated {found}, after the randomness of {expected}"},"before-announcement":{"zh":"第 {no} 项时间证明的时间 {found} 早于公告自称的时间 {expected}","en":"proof {no} is dated {found}, before the announcement claims to be made, {expected}"},"signature":{"zh":"第 {no} 项时间证明的签名无效","en":"the signature of proof {no} does not verify"}},"remark_zh":"发布时间未获证明：没有时间戳、上级联署等他人证明，不能说本次抽取可公开核验","remark_en":"The time of publishing is not proven: without a time-stamp or the superior’s countersignature the draw cannot be called publicly verifiable","remark_instead":true},
{"code":"sources","needs":"announcement.json","zh":"随机数来自公告的来源","en":"the randomness comes from the announced sources","wrong_zh":"随机数来源与公告不符：{case}","wrong_en":"The randomness is not that of the announced sources: {case}","cases":{"list":{"zh":"公告来源为“{expected}”，实际为“{found}”","en":"announced were “{expected}”, found “{found}”"},"value":{"zh":"来源“{source}”的值与其原始凭据不符：应为 {expected}，实为 {found}","en":"the value of “{source}” does not follow from its raw proof: expected {expected}, found {found}"},"record":{"zh":"记录中来源“{source}”的值为 {found}，随机数文件为 {expected}","en":"the record says {found} for “{source}”, the file of sources {expected}"},"dice":{"zh":"骰子记录不合要求：至少 {least} 个数字，每个 0 至 9，由两人分别录入","en":"the dice do not do: at least {least} digits of 0 to 9, typed by two different people"},"rehearsal":{"zh":"演练的随机源不能用于正式抽取","en":"a rehearsal’s source cannot serve a real draw"},"early":{"zh":"来源“{source}”产生于 {found}，早于公告规定的 {expected}","en":"“{source}” came about at {found}, before the announced {expected}"},"after-beacon":{"zh":"骰子“{source}”录入于 {found}，不早于信标公布的 {expected}：录入时信标的值已可知道","en":"the dice “{source}” were typed at {found}, not before the beacon’s {expected}: its value could be known by then"}}},
{"code":"round-time","needs":"announcement.json","zh":"用到随机信标的，信标是公认的，轮次在公告之后","en":"where a beacon is used, it is the well-known one and its round came after the announcement","wrong_zh":"随机信标的轮次不合要求：{case}","wrong_en":"The beacon’s round does not do: {case}","cases":{"chain":{"zh":"不是公认的 drand quicknet 信标","en":"it is not the well-known drand quicknet chain"},"round":{"zh":"公告为第 {expected} 轮，实际为第 {found} 轮","en":"round {expected} was announced, round {found} was used"},"when":{"zh":"第 {round} 轮产生于 {expected}，公告写作 {found}","en":"round {round} came about at {expected}, the announcement says {found}"},"notice":{"zh":"第 {round} 轮产生于 {found}，距公告不足 {hours} 小时（最早 {expected}）","en":"round {round} came about at {found}, less than {hours} hours after the announcement (not before {expected})"},"rule":{"zh":"{what}","en":"the announced sources could not be used (in Chinese: {what})"}}},
{"code":"drand-signature","needs":"announcement.json","zh":"用到随机信标的，信标签名有效","en":"where a beacon is used, its signature verifies","wrong_zh":"随机信标第 {round} 轮的签名无效，该随机数不是 drand 产生的","wrong_en":"The signature of the beacon’s round {round} does not verify: drand did not produce this randomness"},
{"code":"one-time-code","needs":"record.json","zh":"用到一次性密码的，与公告的承诺相符","en":"where a one-time code is used, it is the one committed to","wrong_zh":"一次性密码有误：{case}","wrong_en":"The one-time code is wrong: {case}","cases":{"missing":{"zh":"公告承诺了一次性密码，尚未公开，因此不能核验","en":"the announcement committed to one and it is not revealed, so nothing can be checked"},"unannounced":{"zh":"公告没有承诺一次性密码","en":"the announcement committed to none"},"mismatch":{"zh":"公开的密码经 {iterations} 次摘要得 {found}，公告承诺为 {expected}","en":"hashed {iterations} times it gives {found}, committed was {expected}"}}},
{"code":"prk","needs":"record.json","zh":"抽取密钥由公告和随机数算得","en":"the draw key follows from announcement and randomness","wrong_zh":"抽取密钥与重算不符：重算 {expected}，记录 {found}","wrong_en":"The draw key is not what follows: computed {expected}, recorded {found}"},
{"code":"tickets","needs":"record.json","zh":"重算全部抽取号，各层次序与记录相同","en":"all tickets recomputed: every stratum’s order is as recorded","wrong_zh":"“{stratum}”层的抽取结果与重算不符：{case}","wrong_en":"The result of stratum “{stratum}” is not what follows: {case}","cases":{"strata":{"zh":"记录的分层与公告不同","en":"the record’s strata are not those announced"},"figures":{"zh":"“{path}”应为 {expected}，记录为 {found}","en":"“{path}” should be {expected}, recorded is {found}"},"order":{"zh":"第 {position} 位应为 {expected}，记录为 {found}","en":"place {position} should be {expected}, recorded is {found}"},"ticket":{"zh":"{unit} 的抽取号应为 {expected}，记录为 {found}","en":"the ticket of {unit} should be {expected}, recorded is {found}"}}},
{"code":"visits","needs":"record.json","zh":"检查任务由各行抽中的对象合并而成","en":"the visits are the drawn units, merged over the rows","wrong_zh":"检查任务与重算不符：第 {position} 个应为 {expected}，记录为 {found}","wrong_en":"The visits are not what follows: number {position} should be {expected}, recorded is {found}"},
{"code":"inspectors","needs":"announcement.json","zh":"检查人员名单就是公告时封存的名单","en":"the inspectors are those announced","wrong_zh":"检查人员名单有误：{case}","wrong_en":"The list of inspectors is wrong: {case}","cases":{"missing":{"zh":"公告要选派检查人员，但没有检查人员名单","en":"the announcement assigns inspectors, but their list is missing"},"unannounced":{"zh":"公告不选派检查人员，却有检查人员名单","en":"the announcement assigns nobody, but there is a list"},"order":{"zh":"{inspector} 不按代码顺序或重复","en":"{inspector} is out of order or doubled"},"hash":{"zh":"按文件算得摘要 {found}，公告为 {expected}","en":"the file gives the hash {found}, the announcement says {expected}"}}},
{"code":"eligibility","needs":"record.json","zh":"回避与轮换情况是公告前封存的","en":"conflicts and rotation were sealed before the announcement","wrong_zh":"{unit} 的回避与轮换情况不是公告前封存的那一份","wrong_en":"What keeps inspectors from {unit} is not what was sealed before the announcement"},
{"code":"assignment","needs":"record.json","zh":"重算人员选派，与记录相同","en":"the assignment recomputed: it is as recorded","wrong_zh":"检查人员选派与重算不符：{case}","wrong_en":"The assignment is not what follows: {case}","cases":{"status":{"zh":"应为“{expected}”，记录为“{found}”","en":"it should be “{expected}”, recorded is “{found}”"},"inputs":{"zh":"“{path}”应为 {expected}，记录为 {found}","en":"“{path}” should be {expected}, recorded is {found}"},"load":{"zh":"最小的最大任务数应为 {expected}，记录为 {found}","en":"the least greatest load should be {expected}, recorded is {found}"},"team":{"zh":"{unit} 的检查组应为 {expected}，记录为 {found}","en":"the team of {unit} should be {expected}, recorded is {found}"},"rotation":{"zh":"未能轮换的对象与重算不同","en":"the dropped rotations are not those recomputed"},"lacking":{"zh":"缺人的席位与重算不同","en":"the seats that lack people are not those recomputed"}}},
{"code":"record-hash","needs":"record.json","zh":"抽取记录未被改动","en":"the record is intact","wrong_zh":"抽取记录被改动：按文件算得摘要 {found}，记录自载 {expected}","wrong_en":"The record was altered: the file gives the hash {found}, it says {expected} of itself"},
{"code":"receipt","needs":"record.json","zh":"回执与公告、签名、随机数、记录一致","en":"the receipt agrees with announcement, signatures, randomness and record","wrong_zh":"回执的“{path}”不符：应为 {expected}，回执为 {found}","wrong_en":"The receipt’s “{path}” does not agree: expected {expected}, found {found}"},
{"code":"receipt-signatures","needs":"record.json","zh":"回执由公告指名的抽取人和监督人签名（演练可以不指名，即无人签名）","en":"the receipt is signed by the drawer and supervisor whom the announcement names (a rehearsal may name none: then nobody signed)","wrong_zh":"回执的签名无效：{case}","wrong_en":"The signatures of the receipt do not hold: {case}","cases":{"missing":{"zh":"缺少{role}的签名","en":"the signature of the {role} is missing"},"unknown":{"zh":"有来历不明的签名（密钥 {key}）","en":"there is a signature that does not belong here (key {key})"},"invalid":{"zh":"{role}的签名与回执内容不符","en":"the signature of the {role} does not fit the receipt"}},"remark_zh":"公告要求见证人签字，证据中没有见证人的签名或签字记录","remark_en":"The announcement asks for a witness, and neither a signature nor a note of one is here"},
{"code":"events","zh":"抽取后的事项环环相扣，递补、回避依规则进行","en":"what happened afterwards is chained without a gap, substitutions and recusals follow the rule","wrong_zh":"抽取后第 {no} 件事项有误：{case}","wrong_en":"Event {no} after the draw is wrong: {case}","cases":{"number":{"zh":"编号不连续","en":"it is out of sequence"},"chain":{"zh":"与前一件不相衔接，前面有事项被删改","en":"it does not follow the one before: something was removed or altered"},"hash":{"zh":"内容被改动：算得摘要 {found}，所载 {expected}","en":"it was altered: its content gives the hash {found}, it says {expected}"},"signature":{"zh":"签名无效","en":"its signature does not verify"},"time":{"zh":"时间早于前一件","en":"it is dated before the one that precedes it"},"reason":{"zh":"没有写明原因或批准人","en":"it gives no reason or no approver"},"substitution":{"zh":"递补对象应为 {expected}，记录为 {found}","en":"the substitute should be {expected}, recorded is {found}"},"recusal":{"zh":"接替的检查人员应为 {expected}，记录为 {found}","en":"the inspector who takes over should be {expected}, recorded is {found}"},"seat":{"zh":"{unit} 第 {slot} 席原由 {expected} 担任，记录为由 {found} 退出","en":"seat {slot} of {unit} was held by {expected}, recorded as leaving is {found}"},"count":{"zh":"累计次数应为 {expected}，记录为 {found}","en":"the public count should be {expected}, recorded is {found}"}},"remark_zh":"抽取后有 {count} 件事项：{list}","remark_en":"Events after the draw: {count} ({list_en})"},
{"code":"event-signatures","zh":"抽取后的事项均有抽取人或监督人的签名担保","en":"a signature of drawer or supervisor stands for everything that happened after the draw","wrong_zh":"抽取后事项的签名有误","wrong_en":"The signatures of what happened after the draw are wrong","remark_zh":"其后事项（第 {no} 项起）尚未签名，不能证明未被改写","remark_en":"What happened after the draw is not signed from event {no} on: nothing proves that it was not rewritten","remark_instead":true},
{"code":"outcome","zh":"本编号有抽取结果，没有作废","en":"this number has a result, and nothing voided it","wrong_zh":"抽取的终止不合规则：{case}","wrong_en":"The draw could not end so: {case}","cases":{"voided":{"zh":"结果已经产生，第 {no} 件事项却称作废或者未抽取","en":"there is a result, yet event {no} calls the draw void or not drawn"},"events":{"zh":"应有且只有一件作废或者未抽取的事项，实有 {found} 件","en":"exactly one event must tell of the end, there are {found}"},"figures":{"zh":"终止说明的“{path}”应为 {expected}，实为 {found}","en":"“{path}” of the end should be {expected}, found {found}"},"announcement":{"zh":"终止说明指明有公告（摘要 {expected}），证据中却没有","en":"the end names an announcement (hash {expected}) that is not here"},"known":{"zh":"终止于 {found}，而结果自 {expected} 起可能已为人所知，此后任何人不得终止","en":"it ended at {found}, when the result could be known since {expected}: nobody may end it then"},"early":{"zh":"终止于 {found}，早于公告规定的 {expected}","en":"it ended at {found}, before the announced {expected}"},"complete":{"zh":"公告规定的随机数已经取得或者应由备用骰子代替，不能以没有随机数为由作废","en":"the announced randomness came, or the fallback’s dice were to replace it: it cannot be void for want of it"},"signed":{"zh":"公告已由抽取人和监督人签名，不能以未签名为由作废","en":"drawer and supervisor had signed the announcement: it cannot be void for want of a signature"},"unsigned":{"zh":"公告没有签名发布，不能按公告的规则或者决定作废","en":"the announcement was never signed: neither its rule nor an order can void it"},"order":{"zh":"作废决定没有监督人的签名","en":"the order does not bear the supervisor’s signature"},"by":{"zh":"作废的依据“{found}”不可识别","en":"the ground “{found}” is unknown"}},"remark_zh":"本编号没有抽取结果（{state}）：{reason}。编号 {number} 永久保留，不再用于其他抽取","remark_en":"This number has no result ({state_en}); the reason, in Chinese: {reason}. The number {number} stays used for ever and serves no other draw","remark_instead":true},
{"code":"register","zh":"抽取编号不跳号","en":"the draw numbers have no gap","wrong_zh":"抽取编号“{found}”不合规则","wrong_en":"The draw number “{found}” is malformed","remark_zh":"编号不跳号须与该局公开的抽取登记簿核对，仅凭一次抽取的证据不能核验（本次编号 {number}）","remark_en":"That the numbers have no gap must be looked up in the authority’s public register of draws; one bundle cannot show it (this is number {number})","remark_instead":true},
{"code":"manifest","zh":"文件清单与文件一致","en":"the manifest fits the files","wrong_zh":"文件 {file} 与文件清单不符：{case}","wrong_en":"The file {file} does not fit the manifest: {case}","cases":{"listed":{"zh":"清单没有列出该文件，或列出了不存在的文件","en":"the manifest does not list it, or lists one that is not there"},"sha256":{"zh":"SHA-256 应为 {expected}，实为 {found}","en":"its SHA-256 should be {expected}, it is {found}"},"bytes":{"zh":"应为 {expected} 字节，实为 {found} 字节","en":"it should have {expected} bytes, it has {found}"},"order":{"zh":"清单未按文件名排列","en":"the manifest is not in the order of the names"}}},
{"code":"rehearsal","zh":"标明为正式抽取","en":"it is marked as a real draw","wrong_zh":"演练标记不一致：公告为“{expected}”，其他文件为“{found}”","wrong_en":"The mark of a rehearsal is inconsistent: announcement “{expected}”, elsewhere “{found}”","remark_zh":"结果可以重算；这是演练（REHEARSAL），不证明公平，不能作为正式抽取","remark_en":"recomputes; REHEARSAL, fairness not proven","remark_instead":true}
]'''
)
SHAPES = json.loads(
    r'''{
"#": "Shapes of the files of a bundle; data/draw/README.md tells the notation.",
"announcement.json": {"schema":"=dr-1","alg":["=hkdf-sha256-min-v1","=hkdf-sm3-min-v1"],"announced_at":"instant","assignment?":{"planned":{"from":"day","to":"day"},"qualifications":{"[]":{"needs":{"[]":"text"},"row":"number"}},"sections":{"[]":{"open_to":{"[]":"text"},"row":"number"}},"team_size":"number"},"batch":"number","bureau":"text","cycle":"text","draw_id":"text","draw_no":"text","eligibility_root":["=none","hash"],"exclusions_hash":"hash","fallback":[{"lack_of_people":"=void","text":"text","then":"=void","wait_until":"instant"},{"lack_of_people":"=void","source":"@dice","text":"text","then":"=dice","wait_until":"instant"}],"inspectors_hash":["=none","hash"],"notice_hours":"count","otc_commit":["=none",{"hash":"hash","iterations":"number"}],"plan_rows":{"[]":"number"},"publish_policy":"text","purpose":["=regular","=batch","=enlargement","=campaign"],"rehearsal":"bool","reveal_deadline?":"instant","roster_hash":"hash","roster_merkle_root":"hash","rules?":{"[]":{"item":"text","mode":["=directed","=undirected","=either"],"ratio":"@ratio","row":"number","rule":["null","@rule"],"scope":{"area":["null","text"],"category":"text","founded_before":["null","day"]}}},"sign_off_working_days":"count","signers":["null",{"operator":"key","supervisor":"key"}],"software_version":"text","sources":{"[]":["@dice","@drand","@rehearsal"]},"strata":{"[]":{"after":{"[]":"text"},"batches":{"[]":{"count":"count","from":"day","no":"number","to":"day"}},"eligible":"count","id":"text","kind":["=ratio","=fixed"],"maximum?":"count","minimum":"count","probability":[{"denominator":"count","kind":"=uniform","numerator":"count"},{"first_pick":{"[]":{"denominator":"number","numerator":"count","w":"number"}},"kind":"=by-weight"},{"kind":"=certainty"}],"quota":"count","ratio":["null",{"denominator":"number","kind":["=exact","=floor","=cap"],"numerator":"count"}],"reserve":"count","row":"number","topped_up":{"[]":{"count":"number","from":"text"}},"weights":"text"}},"witness_required":"bool","verifier_sha256":["=none","hash"]},
"announcement-signatures.json": {"[]":"@signature"},
"time-proofs.json": {"[]":[{"kind":"=rfc3161","value":"text"},{"key_id":"key","kind":"=countersignature","signed_at":"instant","value":"ed25519"},{"at":"instant","kind":"=outside-copy","sha256":"hash","where":"text"}]},
"keys.json": {"[]":{"alg":"=ed25519","at":"instant","endorsements":{"[]":{"key_id":"key","value":"ed25519"}},"event":["=made","=rotated","=lost"],"holder":"text","key_id":"key","no":"number","public_key":"hash","role":["=operator","=supervisor","=witness","=superior"]}},
"exclusions.json": {"draw_id":"text","exclusions":{"[]":{"code":"text","reason":"text","row":"number"}}},
"inspectors.json": {"draw_id":"text","inspectors":{"[]":{"available":"bool","cap":"count","hash":"hash","id":"text","lead_rows":{"[]":"number"},"rows":{"[]":"number"}}},"past_pairings":{"[]":{"inspectors":{"[]":"text"},"times":"count"}}},
"sources.json": {"[]":{"id":"text","proof":[{"randomness":"hash","round":"number","signature":"hex"},{"digits":"text","read_by":"text","record_photo_sha256":["null","hash"],"typed_at":"instant","typed_by":{"[]":"text"}},{}],"value":"text"}},
"one-time-code.json": {"secret":"hex"},
"record.json": {"alg":["=hkdf-sha256-min-v1","=hkdf-sm3-min-v1"],"announcement_hash":"hash","assignment":[{"status":"=not-announced"},{"dropped_rotations":{"[]":{"inspectors":{"[]":"text"},"reason":"text","unit":"text"}},"inputs":"@inputs","minimal_max_load":"count","status":"=assigned","teams":{"[]":{"inspectors":{"[]":"text"},"unit":"text"}}},{"inputs":"@inputs","lacking":{"[]":{"slot":"number","unit":"text"}},"status":"=infeasible"}],"draw_id":"text","draw_no":"text","prk":"hash","record_hash":"hash","rehearsal":"bool","schema":"=dr-1","software_version":"text","sources":{"[]":{"id":"text","value":"text"}},"strata":{"[]":{"cut_off":["null","hash"],"eligible":"count","id":"text","mode":["=drawn","=certainty"],"order":{"[]":{"ticket":"hash","unit":"text","weight":"number"}},"quota":"count","row":"number"}},"visits":{"[]":{"batch?":"number","position":"number","rows":{"[]":"number"},"unit":"text"}}},
"receipt.json": {"announcement_hash":"hash","draw_id":"text","keys_count":"count","keys_hash":"hash","lock_hash":"hash","record_hash":"hash","schema":"=dr-1-receipt","sealed_at":"instant","sources_hash":"hash"},
"receipt-signatures.json": {"[]":"@signature"},
"events.json": {"[]":{"approver":["null",{"code":"text","role":"text"}],"at":"instant","data":"any","evidence":["null","text"],"hash":"hash","kind":"text","no":"number","prev":"hash","reason":["null","text"],"signature":["null",{"key_id":"key","value":"ed25519"}]}},
"end.json": {"announcement_hash":["=none","hash"],"bureau":"text","cycle":"text","draw_id":"text","draw_no":"text","ended_at":"instant","event":"number","reason":"text","rehearsal":"bool","schema":"=dr-1-end","state":["=void","=not-drawn"]},
"manifest.json": {"draw_id":"text","draw_no":"text","files":{"[]":{"bytes":"count","name":"text","sha256":"hash"}},"schema":"=dr-1-bundle"},
"@signature": {"alg":"=ed25519","key_id":"key","role":["=operator","=supervisor","=witness"],"signed_at":"instant","value":"ed25519"},
"@dice": {"faces":"number","id":"text","kind":"=dice","least":"number","normalisation":"text","when":"text","where":"text"},
"@drand": {"chain_hash":"hash","genesis":"count","id":"text","kind":"=drand","normalisation":"text","period":"number","public_key":"hex","round":"number","scheme":"text","when":"instant","where":"text"},
"@fraction": {"denominator":"number","numerator":"count"},
"@ratio": {"denominator":"number","kind":["=exact","=floor","=cap"],"numerator":"count"},
"@rule": {"batches?":[{"by":"=month"},{"by":"=periods","periods":{"[]":{"from":"day","to":"day"}}}],"cap?":{"classes?":{"[]":{"of":{"[]":"text"},"visits_per_year":"count"}},"visits_per_year":["null","count"]},"classes?":{"by":["=riskClass","=size","=kind","=area"],"classes":{"[]":{"count?":"count","id":"text","maximum?":"count","minimum?":"count","of":{"[]":"text"},"ratio?":"@ratio"}},"others":["null","text"],"overall":["=row-ratio","=none"],"spread":["=by-risk","=in-proportion"],"top_up":"bool"},"count?":"count","coverage?":{"when_all_had_their_turn":["=begin-again","=stop"],"years":"number"},"direction?":{"areas?":{"[]":"text"},"kinds?":{"[]":"text"},"risk_classes?":{"[]":"text"},"sizes?":{"[]":"text"},"tags?":{"[]":"text"}},"maximum?":"count","minimum?":"count","own_area?":{"areas":{"[]":"text"},"base":["=own","=all"],"share":"@fraction"},"up_to?":"@fraction","weights?":{"classes":{"[]":{"of":{"[]":"text"},"weight":"number"}},"others":"number","version":"text"}},
"@rehearsal": {"id":"text","kind":"=rehearsal","normalisation":"text","when":"text","where":"text"},
"@inputs": {"leaves":"count","visits":{"[]":{"barred":{"[]":"text"},"index":"count","last":{"[]":"text"},"nonce":"hash","path":{"[]":"hash"},"slots":"number","unit":"text"}}},
"@substitution": {"count":"number","passed_over":{"[]":{"position":"number","unit":"text","why":"text"}},"position":["null","number"],"row":"number","stratum":"text","substitute":["null","text"],"unit":"text","unit_status":"text"},
"@changed-seat": {"barred":{"[]":"text"},"count":"number","leaving":["null","text"],"slot":"number","substitute":"text","unit":"text"}
}'''
)
# CATALOGUE ENDS

if __name__ == "__main__":
    sys.exit(main())
