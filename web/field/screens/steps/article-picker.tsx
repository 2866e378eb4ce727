import { useEffect, useRef, useState } from 'react';
import { Choice } from '../../parts/choice.tsx';
import { Text } from '../../parts/text.tsx';

const OTHER = '';

export interface ArticlePickerProps {
  readonly part: string;
  readonly articles: readonly string[];
  readonly value: string;
  onChange(article: string): void;
}

/**
 * The article that was broken: one that the item names, or another, written out. Once it is chosen the others are folded
 * away: an item names more of them than a phone shows, and what is ordered stands below.
 */
export const ArticlePicker = ({ part, articles, value, onChange }: ArticlePickerProps) => {
  const listed = articles.includes(value);
  const [other, setOther] = useState(!listed && value !== '');
  const [open, setOpen] = useState(value === '');
  const folded = !open && (listed || other);
  const change = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(!folded);
  useEffect(() => {
    // The list that was above the finger is gone: what took its place stays in sight and under the keyboard.
    if (folded && wasOpen.current) {
      change.current?.focus({ preventScroll: true });
      change.current?.scrollIntoView({ block: 'center' });
    }
    wasOpen.current = !folded;
  }, [folded]);
  return (
    <div id={part} className="article">
      {folded ? (
        <>
          <p>依据条款</p>
          <p className="chosen">{other ? '其他条款' : value}</p>
          <button ref={change} type="button" onClick={() => setOpen(true)}>
            更换条款
          </button>
        </>
      ) : (
        <Choice
          legend="依据条款"
          stacked
          options={[
            ...articles.map((article) => ({ value: article, name: article })),
            { value: OTHER, name: '其他条款' },
          ]}
          value={other ? OTHER : listed ? value : null}
          onChange={(article) => {
            setOther(article === OTHER);
            setOpen(false);
            onChange(article);
          }}
        />
      )}
      {other ? <Text label="条款（法规名称、条、款、项）" value={value} onChange={onChange} /> : null}
    </div>
  );
};
