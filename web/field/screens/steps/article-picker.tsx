import { useState } from 'react';
import { Choice } from '../../parts/choice.tsx';
import { Text } from '../../parts/text.tsx';

const OTHER = '';

export interface ArticlePickerProps {
  readonly articles: readonly string[];
  readonly value: string;
  onChange(article: string): void;
}

/** The article that was broken: one that the item names, or another, written out. */
export const ArticlePicker = ({ articles, value, onChange }: ArticlePickerProps) => {
  const listed = articles.includes(value);
  const [other, setOther] = useState(!listed && value !== '');
  return (
    <>
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
          onChange(article);
        }}
      />
      {other ? <Text label="条款（法规名称、条、款、项）" value={value} onChange={onChange} /> : null}
    </>
  );
};
