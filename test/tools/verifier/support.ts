/** Bundles of every kind, and what can be done to them by changing one member or one byte. */
import { canonicalBytes } from '../../../domain/draw/canonical.ts';
import { type BundleChoices, makeBundle } from '../../support/bundle.ts';
import type { BundleFiles } from '../../support/second-verifiers.ts';
import { RULES_AS_ANNOUNCED } from '../../support/tamperings/rules.ts';

export const KINDS = {
  'dice and a beacon': { units: 40 },
  'a beacon, units only': { randomness: 'beacon', withoutInspectors: true, seed: 2 },
  'dice, nobody proves the time': { randomness: 'dice', countersigned: false, seed: 3 },
  'a one-time code': { oneTimeCode: true, units: 40, seed: 4 },
  'the rule of every row': { announce: { rules: RULES_AS_ANNOUNCED }, units: 40, seed: 7 },
  SM3: { alg: 'hkdf-sm3-min-v1', units: 40, seed: 5 },
  'a rehearsal': { randomness: 'rehearsal', events: false, seed: 6 },
} as const satisfies Readonly<Record<string, BundleChoices>>;

export interface Tampered {
  readonly what: string;
  readonly files: BundleFiles;
}

const alternatives = (value: unknown): readonly unknown[] => {
  if (typeof value === 'number') return [value + 1, Math.max(0, value - 1)];
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'string') return [`${value.slice(0, -1)}${value.endsWith('1') ? '2' : '1'}`, ''];
  return value === null ? ['x'] : [];
};

const elsewhere = (value: unknown): readonly unknown[] =>
  alternatives(value).filter((other) => other !== value);

/** Every change of one member, one element more, less, or all in another order. */
function* changesOf(value: unknown, path: string): Generator<readonly [path: string, changed: unknown]> {
  for (const other of elsewhere(value)) yield [`${path} = ${other}`, other];
  if (Array.isArray(value)) {
    if (value.length > 0) yield [`${path} without its last`, value.slice(0, -1)];
    if (value.length > 0) yield [`${path} with its first twice`, [...value, value[0]]];
    if (value.length > 1) yield [`${path} the other way round`, value.toReversed()];
    for (const [index, each] of value.entries())
      for (const [inside, changed] of changesOf(each, `${path}[${index}]`))
        yield [inside, value.with(index, changed)];
  } else if (typeof value === 'object' && value !== null) {
    yield [`${path} with a stranger`, { ...value, stranger: 1 }];
    for (const [name, each] of Object.entries(value)) {
      yield [
        `${path} without ${name}`,
        Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)),
      ];
      for (const [inside, changed] of changesOf(each, `${path}.${name}`))
        yield [inside, { ...value, [name]: changed }];
    }
  }
}

const replaced = (files: BundleFiles, name: string, bytes: Uint8Array): BundleFiles =>
  new Map([...files, [name, bytes] as const]);

/** Every n-th change of a member in any `.json` file; the file stays canonical. */
export const changedMembers = (files: BundleFiles, every: number): Tampered[] => {
  const all = [...files].flatMap(([name, bytes]) =>
    name.endsWith('.json')
      ? [...changesOf(JSON.parse(new TextDecoder().decode(bytes)), name)].map(([what, changed]) => ({
          what,
          name,
          changed,
        }))
      : [],
  );
  return all
    .filter((_each, index) => index % every === 0)
    .map(({ what, name, changed }) => ({ what, files: replaced(files, name, canonicalBytes(changed)) }));
};

/** So many single bits turned over, evenly over the files. */
export const turnedBits = (files: BundleFiles, each: number): Tampered[] =>
  [...files].flatMap(([name, bytes]) =>
    Array.from({ length: each }, (_, n) => {
      const at = Math.floor(((n + 0.5) * bytes.length) / each);
      const turned = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (n % 8)));
      return { what: `${name}, byte ${at}`, files: replaced(files, name, turned) };
    }),
  );

const withRoster = (files: BundleFiles, lines: readonly string[], end = '\n'): BundleFiles =>
  replaced(files, 'roster.jsonl', new TextEncoder().encode(lines.join('\n') + end));

/** Lines of the roster taken away, doubled, moved, rewritten. */
export const changedRosters = (files: BundleFiles): Tampered[] => {
  const lines = new TextDecoder().decode(files.get('roster.jsonl')).trimEnd().split('\n');
  const third = lines[3] ?? '';
  const rewritten = (from: RegExp | string, to: string): string[] => lines.with(3, third.replace(from, to));
  return [
    { what: 'a line less', files: withRoster(files, lines.toSpliced(3, 1)) },
    { what: 'a line twice', files: withRoster(files, lines.toSpliced(3, 0, third)) },
    {
      what: 'two lines in another order',
      files: withRoster(files, lines.toSpliced(3, 2, lines[4] ?? '', third)),
    },
    { what: 'a weight above all', files: withRoster(files, rewritten(/"w":\d+/, '"w":1001')) },
    { what: 'a weight of nothing', files: withRoster(files, rewritten(/"w":\d+/, '"w":0')) },
    { what: 'a weight with a fraction', files: withRoster(files, rewritten(/"w":(\d+)/, '"w":$1.0')) },
    { what: 'another unit', files: withRoster(files, rewritten(/\d"/, 'Z"')) },
    { what: 'an unknown type', files: withRoster(files, rewritten('"code":"', '"code":"x')) },
    { what: 'an unknown stratum', files: withRoster(files, rewritten('"stratum":"', '"stratum":"z')) },
    { what: 'a space before a code', files: withRoster(files, rewritten(':', ': ')) },
    {
      what: 'a wide space behind a code',
      files: withRoster(files, rewritten(/","stratum/, '\u3000","stratum')),
    },
    {
      what: 'a letter that is not NFC',
      files: withRoster(files, rewritten(/","stratum/, 'e\u0301","stratum')),
    },
    { what: 'a member more', files: withRoster(files, rewritten('}', ',"x":1}')) },
    { what: 'no end of the last line', files: withRoster(files, lines, '') },
    { what: 'an empty line', files: withRoster(files, [...lines, '']) },
    {
      what: 'lines as Windows writes them',
      files: withRoster(
        files,
        lines.map((line) => `${line}\r`),
      ),
    },
    { what: 'nothing', files: withRoster(files, [], '') },
  ];
};

/** Each file taken away, and a stranger among them. */
export const changedDirectories = (files: BundleFiles): Tampered[] => [
  ...[...files.keys()].map((name) => ({
    what: `${name} taken away`,
    files: new Map([...files].filter(([other]) => other !== name)),
  })),
  { what: 'a stranger', files: replaced(files, 'readme.txt', new Uint8Array(1)) },
];

export const makeKind = (kind: keyof typeof KINDS): BundleFiles => makeBundle(KINDS[kind]).files;
