import { Fragment } from 'react';
import type { Line } from './item.ts';

/** A checklist by its parts (R275), each line with its basis. */
export const Checklist = ({ lines }: { readonly lines: readonly Line[] }) => {
  const parts = [...new Set(lines.map(({ part }) => part))];
  return (
    <>
      {parts.map((part) => (
        <Fragment key={part}>
          <h3 style={{ margin: '12px 0 4px', fontSize: 15 }}>{part}</h3>
          <ol style={{ margin: 0, paddingInlineStart: 24 }}>
            {lines
              .filter((line) => line.part === part)
              .map(({ text, legalBasis }) => (
                <li key={text}>
                  {text}
                  <small className="quiet-text">　{legalBasis}</small>
                </li>
              ))}
          </ol>
        </Fragment>
      ))}
    </>
  );
};
