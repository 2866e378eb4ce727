/**
 * Which way the arrows point (docs/architecture.md), for dependency-cruiser. TypeScript 7 has no JavaScript API,
 * so files are parsed by SWC, which keeps type-only imports apart.
 */
const CONTRACT = '^workflows/[^/]+/(contract|schema)(\\.ts|/)';
const NPM = 'node_modules';
/** Texts are pure: API and command line show what a notice would say. Nothing of the delivery comes with them. */
const TEXTS = '^notify/templates/';

/** What each directory may import of ours; everything else is an arrow that points back. */
const ALLOWED = {
  domain: ['^domain/'],
  runtime: ['^runtime/'],
  db: ['^db/', '^domain/', '^runtime/'],
  notify: ['^notify/', '^db/', '^domain/', '^runtime/'],
  documents: ['^documents/', '^domain/'],
  files: ['^files/', '^db/', '^domain/'],
  activities: ['^activities/', '^domain/', '^db/', '^notify/', '^runtime/', CONTRACT],
  workers: ['^workers/', '^workflows/', '^activities/', '^notify/', '^db/', '^domain/', '^runtime/'],
  api: ['^api/', '^db/', '^documents/', '^files/', '^domain/', '^runtime/', TEXTS, CONTRACT],
  cli: [
    // A rehearsal by hand runs the application in the process that owns its clock.
    '^api/app\\.ts$',
    ...['^cli/', '^api/services/', '^db/', '^documents/', '^files/', '^domain/', '^tools/', '^workers/'],
    '^runtime/',
    TEXTS,
    CONTRACT,
  ],
};
const LAYOUT =
  '^(domain|workflows|activities|workers|notify|db|documents|files|api|web|cli|runtime|tools|bench|test)/';

const directions = Object.entries(ALLOWED).map(([directory, allowed]) => ({
  name: `${directory}-imports`,
  comment: `${directory}/ may import of ours only: ${allowed.join(' ')}`,
  severity: 'error',
  from: { path: `^${directory}/` },
  to: { path: LAYOUT, pathNot: allowed },
}));

export default {
  forbidden: [
    ...directions,
    {
      name: 'workflows-imports',
      comment: 'workflows/ may import workflows, domain, and only the TYPES of activities',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: LAYOUT, pathNot: ['^workflows/', '^domain/', '^activities/'] },
    },
    {
      name: 'workflows-activities-types-only',
      comment: 'a value of activities would pull their whole code into the workflow bundle: use import type',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-types-only',
      comment: 'web/ may import only the TYPES of api and domain',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: LAYOUT, pathNot: ['^web/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sandbox-is-pure',
      comment: 'domain/ and workflows/ run in the workflow sandbox: nothing of Node, no zod, no I/O library',
      severity: 'error',
      from: { path: '^(domain|workflows)/' },
      to: { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sandbox-libraries',
      comment: 'domain/ and workflows/ use only libraries that are pure',
      severity: 'error',
      from: { path: '^(domain|workflows)/' },
      to: {
        path: NPM,
        pathNot: `${NPM}/(@temporalio/(workflow|common)|@noble/|canonicalize/|chinese-days/)`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycle',
      comment: 'files that import each other cannot be read, tested or loaded alone (types do not count)',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolves',
      comment: 'the import leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-test-code',
      comment: 'only tests import tests, and only tests and tools import benches',
      severity: 'error',
      from: { pathNot: '^(test|bench|tools)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-dev-dependency',
      comment: 'a production image has no development dependencies',
      severity: 'error',
      from: { path: '^(domain|workflows|activities|workers|notify|db|documents|files|api|runtime)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: NPM },
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
