import { Button } from 'antd';
import { useState } from 'react';
import type { Group } from './groups.ts';

/** More lines than this of plain text are folded, but for those that are asked about. */
const SHOWN = 6;

/** The file's lines as they stand, with their numbers; those that are asked about are marked. */
export const SourceLines = ({ group }: { readonly group: Group }) => {
  const [whole, setWhole] = useState(false);
  const asked = new Set(group.doubts.map(({ line }) => line));
  const isLong = group.row === null && group.lines.length > SHOWN;
  const lines = isLong && !whole ? group.lines.filter(({ line }) => asked.has(line)) : group.lines;
  return (
    <section className="import-source" aria-label={`${group.title}的原文`}>
      <h3>原文</h3>
      {lines.map(({ line, cells }) => (
        <div key={line} className={`source-line ${asked.has(line) ? 'asked' : ''}`}>
          <span>{line}</span>
          <span>
            {cells.map((cell, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no name but their place
              <span key={place} className="cell">
                {cell.trim()}
              </span>
            ))}
          </span>
        </div>
      ))}
      {isLong && (
        <Button type="link" onClick={() => setWhole(!whole)} aria-expanded={whole}>
          {whole ? '只看有疑点的行' : `显示全部 ${group.lines.length} 行`}
        </Button>
      )}
    </section>
  );
};
