import { useState } from 'react';
import type { PlanDocumentData } from '../../../../../api/resources/plan/plan-schema.ts';
import type { PlanTable } from '../../../../../api/resources/plan/plan-table-schema.ts';

/** A row as it is written. */
export type WrittenRow = Omit<PlanTable['rows'][number], 'drawTypeWords' | 'window' | 'ruleWords'>;

export interface Draft {
  readonly year: number;
  readonly document: PlanDocumentData;
  readonly reason: string;
  readonly rows: readonly WrittenRow[];
}

const EMPTY_DOCUMENT: PlanDocumentData = {
  ...{
    number: null,
    issuer: null,
    title: null,
    year: null,
    approvedBy: null,
    signedOn: null,
    printedOn: null,
  },
  ...{ copyTo: [], basis: [], windows: [] },
};

const bare = ({
  drawTypeWords: _,
  window: __,
  ruleWords: ___,
  ...row
}: PlanTable['rows'][number]): WrittenRow => row;

/** What one starts with: a version, whose reason stays only while it is still the same draft. */
export const draftOf = (year: number, plan: PlanTable | null): Draft =>
  plan === null
    ? { year, document: EMPTY_DOCUMENT, reason: '', rows: [] }
    : {
        year,
        document: plan.document,
        reason: plan.version.state === 'draft' ? plan.version.reason : '',
        rows: plan.rows.map(bare),
      };

const two = (number: number): string => String(number).padStart(2, '0');

/** A new row with the next numbers; everything else is for the drafter to say. */
export const nextRow = ({ year, rows }: Draft): WrittenRow => {
  const sequences = rows.map(({ number }) => Number(number.slice(4))).filter(Number.isFinite);
  const sequence = Math.max(0, ...sequences) + 1;
  return {
    number: `${year}${two(sequence)}`,
    taskNumber: `${two(sequence)}号`,
    ...{ planName: '', taskName: '', drawType: 'undirected', ratio: '', item: '', scope: '' },
    ...{ windowStart: '', windowEnd: '' },
  };
};

const keyOf = (name: string): string => `year-draft/${name}`;

const stored = (name: string): Draft | null => {
  try {
    const text = sessionStorage.getItem(keyOf(name));
    return text === null ? null : (JSON.parse(text) as Draft);
  } catch {
    return null;
  }
};

/** What is being written, kept by the browser until it is saved: a closed page or a lost connection costs nothing. */
export const useDraft = (name: string, start: Draft) => {
  const [kept] = useState(() => stored(name));
  const [draft, setState] = useState<Draft>(kept ?? start);
  const setDraft = (next: Draft): void => {
    setState(next);
    try {
      sessionStorage.setItem(keyOf(name), JSON.stringify(next));
    } catch {
      // Without room it is only kept while the page is open.
    }
  };
  const forget = (): void => sessionStorage.removeItem(keyOf(name));
  return {
    draft,
    setDraft,
    forget,
    wasKept: kept !== null,
    startAnew: () => {
      forget();
      setState(start);
    },
  };
};
