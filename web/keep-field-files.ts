import type { Plugin } from 'vite';

const WORKER = 'field-worker';
const PAGE_ENTRY = 'field';
const PLACEHOLDER = 'FIELD_FILES';

/** Where the service worker lies in the build; its address must not change with its content. */
export const workerFileName = (chunkName: string): string | null =>
  chunkName === WORKER ? 'field/sw.js' : null;

/**
 * Tells the service worker which files of the build the field view needs: its entry, whatever that imports, and their styles.
 */
export const keepFieldFiles = (): Plugin => ({
  name: 'keep-field-files',
  generateBundle: {
    order: 'post',
    handler: (_, bundle) => {
      const files = new Set<string>();
      const add = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || files.has(name)) return;
        files.add(name);
        for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) add(next);
      };
      for (const [name, chunk] of Object.entries(bundle))
        if (chunk.type === 'chunk' && chunk.isEntry && chunk.name === PAGE_ENTRY) add(name);
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || chunk.name !== WORKER) continue;
        const list = JSON.stringify([...files].sort().map((name) => `/static/${name}`));
        chunk.code = `const ${PLACEHOLDER}=${list};\n${chunk.code}`;
      }
    },
  },
});
