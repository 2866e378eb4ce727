/** A series of anchors as files of one directory: `anchor-0001.json`, `anchor-0002.json`, … */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Anchor, seriesFault } from '../../domain/anchor/anchor.ts';
import { canonicalBytes, canonicalJson } from '../../domain/draw/canonical.ts';
import { Refusal } from '../../domain/failure/failures.ts';

const FILE = /^anchor-\d{4,}\.json$/;

const nameOf = (no: number): string => `anchor-${String(no).padStart(4, '0')}.json`;

const readOne = async (path: string): Promise<Anchor> => {
  const text = await readFile(path, 'utf8');
  try {
    const anchor = JSON.parse(text) as Anchor;
    if (canonicalJson(anchor) === text) return anchor;
  } catch {
    // Said below: whatever it is, it is no anchor.
  }
  throw new Refusal('WrongState', `“${path}”不是规范写法的锚定文件。`);
};

/** @throws Refusal (Chinese) where the series is not whole */
export const readSeries = async (directory: string): Promise<Anchor[]> => {
  const names = (await readdir(directory).catch(() => [])).filter((name) => FILE.test(name)).sort();
  const series = await Promise.all(names.map((name) => readOne(join(directory, name))));
  let fault: string | null;
  try {
    fault = seriesFault(series);
  } catch {
    fault = '锚定文件的内容项缺失或者格式不对。';
  }
  if (fault !== null) throw new Refusal('WrongState', fault);
  return series;
};

/** @returns where it was written */
export const writeAnchor = async (directory: string, anchor: Anchor): Promise<string> => {
  await mkdir(directory, { recursive: true });
  const path = join(directory, nameOf(anchor.no));
  await writeFile(path, canonicalBytes(anchor), { flag: 'wx' });
  return path;
};
