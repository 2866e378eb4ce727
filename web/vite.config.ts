import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { keepFieldFiles, workerFileName } from './keep-field-files.ts';

const HERE = import.meta.dirname;

/** Two applications of one build: the console of the office and the field view of the inspector's phone. */
export default defineConfig({
  root: HERE,
  // Files of the build are named by their content and kept by browsers for ever (api/web/web-routes.ts).
  base: '/static/',
  publicDir: false,
  plugins: [keepFieldFiles()],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: resolve(HERE, '../.cache/web'),
    emptyOutDir: true,
    // An inlined file would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // "use client" of libraries means something only to servers that render React.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
      input: {
        console: resolve(HERE, 'console/index.html'),
        field: resolve(HERE, 'field/index.html'),
        'field-worker': resolve(HERE, 'field/service-worker.ts'),
      },
      output: { entryFileNames: ({ name }) => workerFileName(name) ?? 'assets/[name]-[hash].js' },
    },
  },
});
