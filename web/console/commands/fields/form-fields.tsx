import { useId } from 'react';
import type { Field, FieldProps, Values } from '../form.ts';
import { FormField } from './form-field.tsx';

interface FormFieldsProps extends Pick<FieldProps, 'subject' | 'errors'> {
  readonly fields: readonly Field[];
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}

/** The fields of a form, one below the other, each with what is wrong with it. */
export const FormFields = ({ fields, values, subject, errors, onChange }: FormFieldsProps) => {
  const place = useId();
  return fields.map((field) => (
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
