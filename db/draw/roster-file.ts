import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import { entryJson, type RosterEntry } from '../../domain/draw/roster.ts';

const CHUNK_CHARS = 1 << 20;
const compress = promisify(gzip);

/** The frozen list of one plan row as it is stored: one JSON entry a line, gzipped piece by piece. */
export class RosterWriter {
  entries = 0;
  private readonly pieces: Buffer[] = [];
  private pending = '';

  async add(entry: RosterEntry): Promise<void> {
    this.entries += 1;
    this.pending += `${entryJson(entry)}\n`;
    if (this.pending.length > CHUNK_CHARS) await this.flush();
  }

  async finish(): Promise<Buffer> {
    await this.flush();
    return Buffer.concat(this.pieces);
  }

  private async flush(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    this.pieces.push(await compress(text));
  }
}

/** Reads a stored list back, a batch of entries at a time: memory holds one batch. */
export async function* readRoster(data: Buffer): AsyncGenerator<RosterEntry[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of Readable.from([data]).pipe(createGunzip())) {
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map((line) => JSON.parse(line) as RosterEntry);
  }
}
