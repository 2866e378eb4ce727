/** Verifies the bundle of a directory as the command line does, and prints whether it holds and what it took. */
import { readCatalogue } from '../../cli/draw/catalogue.ts';
import { readDirectory } from '../../cli/draw/read-directory.ts';
import { verifyBundle } from '../../domain/bundle/verify-bundle.ts';

const [directory = ''] = process.argv.slice(2);
let since = performance.now();
let running = '';
const done = (code: string): void => {
  const now = performance.now();
  if (now - since > 100) console.error(`[bench] ${running}: ${((now - since) / 1000).toFixed(2)} s`);
  since = now;
  running = code;
};
const { ok, firstWrong } = await verifyBundle(await readDirectory(directory), await readCatalogue(), {
  onCheck: done,
});
done('');
if (firstWrong !== null) console.error(firstWrong);
const { maxRSS, userCPUTime } = process.resourceUsage();
console.log(
  JSON.stringify({ ok, peakMemoryMiB: Math.round(maxRSS / 1024), userSeconds: userCPUTime / 1_000_000 }),
);
