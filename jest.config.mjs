/** ESM TypeScript through SWC; tests talk to the real PostgreSQL and Temporal that the runner started. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // Their own npm scripts start what these need: the real Temporal server, processes to kill, minutes for a year.
  testPathIgnorePatterns: [
    '<rootDir>/test/faults/',
    '<rootDir>/test/live/',
    '<rootDir>/test/rehearsal/',
    '<rootDir>/test/browser/',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.[cm]?tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 60_000,
};
