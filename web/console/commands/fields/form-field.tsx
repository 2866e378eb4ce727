import { Input } from 'antd';
import { toInstant, toWallClock } from '../../../shared/china-time.ts';
import type { Field, FieldProps } from '../form.ts';
import { ChooseMany, ChooseOne } from './options.tsx';
import { describedBy, Shell } from './shell.tsx';

type Of<K extends Field['kind']> = FieldProps & { readonly field: Field & { kind: K } };

const TextControl = ({
  field,
  id,
  value,
  onChange,
  errors,
}: Of<'line' | 'text' | 'date' | 'moment' | 'digits'>) => {
  const error = errors.get(field.name);
  const shared = {
    id,
    'aria-describedby': describedBy(id, field.help, error),
    'aria-invalid': error !== undefined,
    ...(error === undefined ? {} : { status: 'error' as const }),
  };
  const text = typeof value === 'string' ? value : '';
  if (field.kind === 'text') {
    return (
      <Input.TextArea {...shared} value={text} rows={3} onChange={(event) => onChange(event.target.value)} />
    );
  }
  if (field.kind === 'moment') {
    return (
      <Input
        {...shared}
        type="datetime-local"
        defaultValue={toWallClock(value)}
        onChange={(event) => onChange(toInstant(event.target.value))}
      />
    );
  }
  return (
    <Input
      {...shared}
      value={text}
      type={field.kind === 'date' ? 'date' : 'text'}
      {...(field.kind === 'digits' ? { inputMode: 'numeric' as const, autoComplete: 'off' } : {})}
      onChange={(event) => onChange(event.target.value)}
    />
  );
};

const PickControl = ({ field, id, value, onChange, subject }: Of<'pick'>) => {
  const options = field.from(subject);
  if (options.length === 0) return <p className="help">没有可选的内容。</p>;
  return field.many === true ? (
    <ChooseMany
      options={options}
      value={Array.isArray(value) ? (value as string[]) : []}
      onChange={onChange}
    />
  ) : (
    <ChooseOne
      id={id}
      label={field.label}
      options={options}
      value={String(value ?? '')}
      onChange={onChange}
    />
  );
};

/** One field of a form, by its kind, with what is wrong with it. */
export const FormField = ({ field, ...props }: FieldProps & { readonly field: Field }) => {
  const { id, value, onChange, errors } = props;
  const shell = {
    id,
    label: field.label,
    optional: field.optional,
    help: field.help,
    error: errors.get(field.name),
  };
  switch (field.kind) {
    case 'choice':
      return (
        <Shell {...shell} group>
          <ChooseOne
            id={id}
            label={field.label}
            options={field.options}
            value={String(value ?? '')}
            onChange={onChange}
          />
        </Shell>
      );
    case 'pick':
      return (
        <Shell {...shell} group>
          <PickControl {...props} field={field} />
        </Shell>
      );
    case 'own':
      return (
        <Shell {...shell} group>
          <field.component {...props} />
        </Shell>
      );
    default:
      return (
        <Shell {...shell}>
          <TextControl {...props} field={field} />
        </Shell>
      );
  }
};
