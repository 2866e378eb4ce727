/** Ed25519 signatures (RFC 8032, section 5.1), verification only, in whole numbers of any size. */
import { fromHex, joinBytes } from './bytes.js';
import { sha512 } from './sha512.js';

const ED_P = 2n ** 255n - 19n;
const ED_L = 2n ** 252n + 27742317777372353535851937790883648493n;

const edMod = (x) => {
  const rest = x % ED_P;
  return rest < 0n ? rest + ED_P : rest;
};

const edPower = (base, exponent) => {
  let result = 1n;
  for (let square = edMod(base), left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % ED_P;
    square = (square * square) % ED_P;
  }
  return result;
};

const edInverse = (x) => edPower(x, ED_P - 2n);
const ED_D = edMod(-121665n * edInverse(121666n));
const ED_ROOT_OF_MINUS_1 = edPower(2n, (ED_P - 1n) / 4n);

const littleEndian = (bytes) => bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** Section 5.1.3: x from y and its sign; null where no point has them. */
const recoverX = (y, sign) => {
  if (y >= ED_P) return null;
  const square = edMod((y * y - 1n) * edInverse(ED_D * y * y + 1n));
  if (square === 0n) return sign === 1n ? null : 0n;
  let x = edPower(square, (ED_P + 3n) / 8n);
  if (edMod(x * x - square) !== 0n) x = edMod(x * ED_ROOT_OF_MINUS_1);
  if (edMod(x * x - square) !== 0n) return null;
  return (x & 1n) === sign ? x : ED_P - x;
};

/** Extended homogeneous coordinates (X, Y, Z, T), complete addition law of section 5.1.4. */
const edAdd = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
  const a = edMod((y1 - x1) * (y2 - x2));
  const b = edMod((y1 + x1) * (y2 + x2));
  const c = edMod(2n * t1 * t2 * ED_D);
  const d = edMod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [edMod(e * f), edMod(g * h), edMod(f * g), edMod(e * h)];
};

const edTimes = (scalar, point) => {
  let result = [0n, 1n, 1n, 0n];
  for (let power = point, left = scalar; left > 0n; left >>= 1n) {
    if (left & 1n) result = edAdd(result, power);
    power = edAdd(power, power);
  }
  return result;
};

const edPoint = (bytes) => {
  const whole = littleEndian(bytes);
  const y = whole & (2n ** 255n - 1n);
  const x = recoverX(y, whole >> 255n);
  return x === null ? null : [x, y, 1n, edMod(x * y)];
};

const ED_BASE_Y = edMod(4n * edInverse(5n));
const ED_BASE_X = recoverX(ED_BASE_Y, 0n);
const ED_BASE = [ED_BASE_X, ED_BASE_Y, 1n, edMod(ED_BASE_X * ED_BASE_Y)];

/**
 * @param publicKey 64 hex digits
 * @param message bytes
 * @param signature 128 hex digits
 */
export const ed25519Holds = (publicKey, message, signature) => {
  const [key, signed] = [fromHex(publicKey), fromHex(signature)];
  const a = edPoint(key);
  const r = edPoint(signed.subarray(0, 32));
  const s = littleEndian(signed.subarray(32));
  if (a === null || r === null || s >= ED_L) return false;
  const k = littleEndian(sha512(joinBytes(signed.subarray(0, 32), key, message))) % ED_L;
  const [x1, y1, z1] = edTimes(s, ED_BASE);
  const [x2, y2, z2] = edAdd(r, edTimes(k, a));
  return edMod(x1 * z2 - x2 * z1) === 0n && edMod(y1 * z2 - y2 * z1) === 0n;
};
