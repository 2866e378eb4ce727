/** A row's rule on its way into an announcement and back: the same members, in the announcement's spelling. */
import type { AnnouncedRule, PublishedRule } from '../draw/announced-rules.ts';
import type { RowRule } from './row-rule.ts';
import type { RowToDraw } from './row-to-draw.ts';

type Spelling = (member: string) => string;

const snake: Spelling = (member) => member.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel: Spelling = (member) =>
  member.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** Members renamed, those without a value left out, texts in NFC: what is hashed has one spelling. */
const spelled = (value: unknown, spelling: Spelling): unknown => {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map((each) => spelled(each, spelling));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(members.map(([name, each]) => [spelling(name), spelled(each, spelling)]));
};

const publishedRule = (rule: RowRule): PublishedRule => spelled(rule, snake) as PublishedRule;

/** The rule that was published, for its words on paper. */
export const ruleAsPlanned = (published: PublishedRule): RowRule => spelled(published, camel) as RowRule;

/** @param item name of the row's item */
export const announcedRule = (row: Omit<RowToDraw, 'itemId'>, item: string): AnnouncedRule => ({
  row: Number(row.number),
  item: item.normalize('NFC'),
  mode: row.drawType,
  scope: {
    category: row.category.normalize('NFC'),
    area: row.area?.normalize('NFC') ?? null,
    founded_before: row.foundedBefore,
  },
  ratio: {
    numerator: row.ratio.numerator,
    denominator: row.ratio.denominator,
    kind: row.ratio.kind,
  },
  rule: row.rule === null ? null : publishedRule(row.rule),
});
