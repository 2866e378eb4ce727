/** ESM TypeScript through SWC; every test talks to the real PostgreSQL and Temporal that the runner started. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/faults/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.[cm]?tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 60_000,
};
