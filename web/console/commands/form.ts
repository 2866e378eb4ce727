import type { ComponentType } from 'react';
import type { Subject } from './subject.ts';

/** What stands in a form, by field; a field that nobody has filled in is absent. */
export type Values = Readonly<Record<string, unknown>>;

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Named {
  readonly name: string;
  /** In official Chinese, as it stands before the field. */
  readonly label: string;
  readonly help?: string;
  readonly optional?: true;
  /** Shown only where it makes sense. */
  readonly when?: (values: Values) => boolean;
}

/** What a field of its own kind is given. */
export interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly subject: Subject;
  readonly values: Values;
  /** Of this field and of what lies in it (`findings.0.text`), by its name. */
  readonly errors: ReadonlyMap<string, string>;
}

export type Field = Named &
  (
    | { readonly kind: 'line' | 'text' | 'date' | 'moment' | 'digits' }
    /** One of a few, all in sight. */
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    /** One or several of what the subject has. */
    | { readonly kind: 'pick'; readonly many?: true; readonly from: (subject: Subject) => readonly Option[] }
    | { readonly kind: 'own'; readonly component: ComponentType<FieldProps> }
  );

/** One command as a form: what it asks, what it will do, and what it sends. */
export interface CommandForm {
  readonly fields: readonly Field[];
  /** What will happen when it is confirmed, in one sentence; it stands above the button. */
  readonly preview: (subject: Subject, values: Values) => string;
  /** Word on the button. */
  readonly confirm: string;
  /** It cannot be taken back, or the public sees it: the button says so by its colour. */
  readonly grave?: true;
  /** Needs room: a checklist. */
  readonly wide?: true;
  /** What stands in it at first, of what is already on record; never an answer that nobody gave. */
  readonly start?: (subject: Subject) => Values;
  /** Where the fields are not yet what the command takes. */
  readonly toBody?: (values: Values) => Values;
}

export const textOf = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : '';
};

export const listOf = <T = string>(values: Values, name: string): readonly T[] => {
  const value = values[name];
  return Array.isArray(value) ? (value as T[]) : [];
};

/** What stands in a preview for what is not filled in yet. */
export const orBlank = (text: string): string => (text === '' ? '……' : text);

const REASON_HELP = '写入留痕，可供核查。';
/** Every decision carries one. */
export const reason = (help = REASON_HELP): Field => ({ name: 'reason', label: '理由', kind: 'text', help });
