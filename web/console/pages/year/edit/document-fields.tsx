import { Input, Select } from 'antd';
import type { PlanDocumentData } from '../../../../../api/resources/plan/plan-schema.ts';
import { Labelled } from '../labelled.tsx';

type TextField = 'title' | 'number' | 'issuer' | 'signedOn' | 'printedOn';

const TEXTS: readonly (readonly [field: TextField, label: string, placeholder: string])[] = [
  ['title', '标题', '如 平鲁区交通运输局2021年度“双随机、一公开”抽查工作计划'],
  ['number', '文号', '如 平交字〔2020〕94号'],
  ['issuer', '发文机关', ''],
  ['signedOn', '成文日期', ''],
  ['printedOn', '印发日期', ''],
];
const LISTS = [
  ['copyTo', '报送'],
  ['basis', '依据的上级安排'],
] as const;

/** The document around the table. */
export const DocumentFields = ({
  document,
  onChange,
}: {
  readonly document: PlanDocumentData;
  readonly onChange: (document: PlanDocumentData) => void;
}) => (
  <div className="edit-fields">
    {TEXTS.map(([field, label, placeholder]) => (
      <Labelled key={field} label={label} wide={field === 'title'}>
        {(id) => (
          <Input
            id={id}
            type={field.endsWith('On') ? 'date' : 'text'}
            placeholder={placeholder}
            value={document[field] ?? ''}
            onChange={({ target }) =>
              onChange({ ...document, [field]: target.value === '' ? null : target.value })
            }
          />
        )}
      </Labelled>
    ))}
    {LISTS.map(([field, label]) => (
      <Labelled key={field} label={label} wide>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={['、', '；']}
            value={document[field]}
            onChange={(list) => onChange({ ...document, [field]: list })}
          />
        )}
      </Labelled>
    ))}
  </div>
);
