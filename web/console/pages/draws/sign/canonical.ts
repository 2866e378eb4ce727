/** JCS (RFC 8785) of documents that hold whole numbers and texts alone, and their SHA-256: docs/draw.md, part 1. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // All member names are ASCII: the order of UTF-16 units is that of the bytes.
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((name) => [name, sorted((value as Readonly<Record<string, unknown>>)[name])]),
  );
};

export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));
export const canonicalHash = (value: unknown): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
