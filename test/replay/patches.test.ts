import { resolve } from 'node:path';
import { filesBelow, readText } from '../../tools/check/check.ts';
import { ledgerProblems, patchCalls, patchMarks } from '../../tools/histories/patch-ledger.ts';
import { payloadsOf, savedShapes } from '../../tools/histories/saved-histories.ts';
import { PATCHES, type Patch } from '../../workflows/patches.ts';

const ROOT = resolve('.');
const ID = 'draw/ask-twice-2027-03';
const live: Patch = { id: ID, state: 'live', why: 'a source may be late', before: 'draw/published' };
const SHAPES = ['draw/published', 'draw/asked-twice'];

const callsIn = (source: string) => patchCalls('workflows/draw/workflow.ts', source);
const mark = (deprecated: boolean) =>
  patchMarks('draw/asked-twice', [JSON.stringify({ id: ID, deprecated })]);

describe('the ledger of patches', () => {
  it('agrees with every call in the workflows and with the saved histories', () => {
    const paths = filesBelow(ROOT, 'workflows', (path) => path.endsWith('.ts'));
    expect(paths).toContain('workflows/shared/subject-loop.ts');
    const calls = paths.flatMap((path) => patchCalls(path, readText(ROOT, path)));
    const marks = savedShapes().flatMap((shape) => patchMarks(shape, payloadsOf(shape)));
    expect(ledgerProblems(PATCHES, calls, marks, savedShapes())).toEqual([]);
  });

  const patched = `if (patched('${ID}')) await twice();`;
  const deprecated = `deprecatePatch('${ID}');\nawait twice();`;

  it.each([
    ['live', live, patched, mark(false)],
    ['deprecated', { ...live, state: 'deprecated', before: null }, deprecated, mark(false)],
    ['removable', { ...live, state: 'removable', before: null }, deprecated, mark(true)],
  ] as const)('is content with a patch that is %s', (_, patch, source, marks) => {
    expect(ledgerProblems([patch], callsIn(source), marks, SHAPES)).toEqual([]);
  });

  it.each([
    ['a call that is not listed', [], patched, mark(false), 'is not in the ledger'],
    ['an id that is no literal', [live], `${patched} patched(name)`, mark(false), 'with a literal'],
    ['another name', [live], `import { patched as p } from 'x'; ${patched}`, mark(false), 'by its own name'],
    ['an entry without a call', [live], `// ${patched}`, mark(false), 'no workflow calls patched'],
    ['an old way that is gone', [live], deprecated, mark(false), 'but the ledger says live'],
    ['the same patch twice', [live, live], patched, mark(false), 'listed twice'],
    ['an id without its month', [{ ...live, id: 'draw/x' }], `patched('draw/x')`, [], '<yyyy-mm>'],
    ['a new way that was not recorded', [live], patched, [], 'takes the new way'],
    [
      'an old way that was not recorded',
      [{ ...live, before: null }],
      patched,
      mark(false),
      'takes the old way',
    ],
    [
      'an old history recorded anew',
      [{ ...live, before: 'draw/asked-twice' }],
      patched,
      mark(false),
      'takes the old way',
    ],
    [
      'a history in the way of the removal',
      [{ ...live, state: 'removable' as const, before: null }],
      deprecated,
      mark(false),
      'retire it',
    ],
  ])('sees %s', (_, patches, source, marks, problem) => {
    const problems = ledgerProblems(patches, callsIn(source), marks, SHAPES).join('\n');
    expect(problems).toContain(problem);
  });

  it('does not take a change of the SDK for one of ours', () => {
    const marks = patchMarks('inspection-cycle/cancelled', payloadsOf('inspection-cycle/cancelled'));
    expect(payloadsOf('inspection-cycle/cancelled').join()).toContain('__sdk_internal_patch');
    expect(marks).toEqual([]);
  });
});
