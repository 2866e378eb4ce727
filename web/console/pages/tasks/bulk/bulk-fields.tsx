import { useId } from 'react';
import { ApiProblem } from '../../../../shared/http.ts';
import { FormField } from '../../../commands/fields/form-field.tsx';
import type { Values } from '../../../commands/form.ts';
import type { Subject } from '../../../commands/subject.ts';
import { BULK_FORMS, type BulkCommand } from './bulk-forms.ts';

const FIELDS = /^fields\./;
const problemsOf = (error: Error | null): ReadonlyMap<string, string> =>
  new Map(
    error instanceof ApiProblem
      ? error.errors.map(({ field, problem }) => [
          field.replace(FIELDS, ''),
          problem.replace(`“${field}”`, ''),
        ])
      : [],
  );

/** The words that hold for every task of the action. */
export const BulkFields = ({
  command,
  values,
  subject,
  error,
  onChange,
}: {
  readonly command: BulkCommand;
  readonly values: Values;
  readonly subject: Subject;
  readonly error: Error | null;
  readonly onChange: (values: Values) => void;
}) => {
  const place = useId();
  const errors = problemsOf(error);
  return BULK_FORMS[command].fields.map((field) => (
    <FormField
      key={field.name}
      field={field}
      id={`${place}-${field.name}`}
      name={field.name}
      label={field.label}
      value={values[field.name]}
      values={values}
      subject={subject}
      errors={errors}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  ));
};
