import type { ReviewedDoubt } from './use-import.ts';

/** What every field takes in which a doubt is answered. */
export interface AnswerProps {
  readonly doubt: ReviewedDoubt;
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
  /** Absent value: what stands in the field. */
  readonly onSave: (value?: string) => void;
}
