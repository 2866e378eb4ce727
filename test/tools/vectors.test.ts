import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const REFERENCE = join(import.meta.dirname, '../../tools/vectors/dr1_reference.py');

describe('the vectors of DR-1', () => {
  it('are what the second implementation computes today, byte for byte', () => {
    const check = () => execFileSync('python3', [REFERENCE, '--check'], { encoding: 'utf8', stdio: 'pipe' });
    expect(check).not.toThrow();
  });
});
