/** Holds the ledger of patches against the workflows' code and the saved histories. */
import type { Patch } from '../../workflows/patches.ts';

export interface PatchCall {
  readonly path: string;
  readonly call: 'patched' | 'deprecatePatch';
  /** Null where it is no literal: it could not be found again by its text. */
  readonly id: string | null;
}

/** What a saved history says of a patch that its run took. */
export interface PatchMark {
  /** `family/shape` */
  readonly shape: string;
  readonly id: string;
  readonly deprecated: boolean;
}

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const CALL = /\b(patched|deprecatePatch)\s*(?:\(\s*(?:'([^']*)'\s*\))?|as\b)/g;
const ID = /^[a-z][a-z-]*\/[a-z0-9-]+-20\d\d-(0[1-9]|1[0-2])$/;

/** @param source text of a file; a call under another name (`as`) counts as one without a literal */
export const patchCalls = (path: string, source: string): PatchCall[] =>
  [...source.replace(COMMENT, '').matchAll(CALL)].map(([, call, id]) => ({
    path,
    call: call as PatchCall['call'],
    id: id ?? null,
  }));

/** The SDK marks changes of its own in the same way. */
const OF_THE_SDK = /^__sdk_internal_patch/;

/** @param payloads of one history, decoded */
export const patchMarks = (shape: string, payloads: readonly string[]): PatchMark[] =>
  payloads.flatMap((text) => {
    const [, id = '', deprecated] = /^\{"id":"([^"]+)","deprecated":(true|false)\}$/.exec(text) ?? [];
    return id === '' || OF_THE_SDK.test(id) ? [] : [{ shape, id, deprecated: deprecated === 'true' }];
  });

const callOf = ({ state }: Patch): PatchCall['call'] => (state === 'live' ? 'patched' : 'deprecatePatch');

const codeProblems = (patch: Patch, calls: readonly PatchCall[]): string[] => {
  const { id, state } = patch;
  const problems = ID.test(id) ? [] : [`${id}: an id is <family>/<what-changed>-<yyyy-mm>`];
  const ofPatch = calls.filter((call) => call.id === id);
  if (ofPatch.length === 0) problems.push(`${id}: ${state}, but no workflow calls ${callOf(patch)} with it`);
  const wrong = ofPatch.filter(({ call }) => call !== callOf(patch));
  return [
    ...problems,
    ...wrong.map(({ path, call }) => `${path}: ${call}('${id}'), but the ledger says ${state}`),
  ];
};

const historyProblems = (
  { id, state, before }: Patch,
  marks: readonly PatchMark[],
  shapes: readonly string[],
): string[] => {
  const taken = marks.filter((mark) => mark.id === id);
  if (state === 'removable') {
    const open = taken.filter(({ deprecated }) => !deprecated);
    return open.map(({ shape }) => `${shape} took ${id} while it was live: retire it before the call goes`);
  }
  const problems = taken.length > 0 ? [] : [`${id}: no saved history takes the new way`];
  if (state === 'deprecated') return problems;
  if (before === null || !shapes.includes(before) || taken.some(({ shape }) => shape === before)) {
    problems.push(`${id}: live, but ${before ?? 'null'} is no saved history that takes the old way`);
  }
  return problems;
};

/** One line for each thing that does not agree; none: all do. */
export const ledgerProblems = (
  patches: readonly Patch[],
  calls: readonly PatchCall[],
  marks: readonly PatchMark[],
  shapes: readonly string[],
): string[] => {
  const ids = patches.map(({ id }) => id);
  return [
    ...calls
      .filter(({ id }) => id === null)
      .map(({ path, call }) => `${path}: ${call} is called by its own name with a literal in single quotes`),
    ...calls
      .filter(({ id }) => id !== null && !ids.includes(id))
      .map(({ path, id }) => `${path}: ${id} is not in the ledger`),
    ...ids.filter((id, index) => ids.indexOf(id) < index).map((id) => `${id}: listed twice`),
    ...patches.flatMap((patch) => [...codeProblems(patch, calls), ...historyProblems(patch, marks, shapes)]),
  ];
};
