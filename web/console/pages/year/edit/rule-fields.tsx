import { Alert, Checkbox, Form, InputNumber, Select, type SelectProps } from 'antd';
import type { WrittenRow } from './use-draft.ts';

const words: SelectProps = {
  mode: 'tags',
  open: false,
  suffixIcon: null,
  tokenSeparators: ['、', ',', '，', ' '],
};
const whole = { min: 0, precision: 0, style: { width: '100%' } } as const;

/** How a row draws beyond one ratio over one scope; all of it may stay empty. */
export const RuleFields = ({
  rule,
  problem,
}: {
  readonly rule: WrittenRow['rule'];
  readonly problem: string | undefined;
}) => (
  <details open={rule !== undefined || problem !== undefined}>
    <summary>抽取规则（可不填）</summary>
    {problem !== undefined && <Alert type="error" role="alert" title={problem} style={{ margin: '8px 0' }} />}
    {rule?.classes !== undefined && (
      <p className="quiet-text">
        分类比例：{rule.classes.classes.map(({ id }) => id).join('、')}；在“抽查比例”中改写即可替换。
      </p>
    )}
    <div className="edit-fields" style={{ marginTop: 8 }}>
      <Form.Item name={['ruleForm', 'minimum']} label="至少抽取（户）">
        <InputNumber {...whole} />
      </Form.Item>
      <Form.Item name={['ruleForm', 'maximum']} label="至多抽取（户）">
        <InputNumber {...whole} />
      </Form.Item>
      <Form.Item name={['ruleForm', 'areas']} label="定向：区域" extra="仅限定向抽查">
        <Select {...words} />
      </Form.Item>
      <Form.Item name={['ruleForm', 'riskClasses']} label="定向：信用或风险等级">
        <Select {...words} />
      </Form.Item>
      <Form.Item name={['ruleForm', 'sizes']} label="定向：规模">
        <Select {...words} />
      </Form.Item>
      <Form.Item name={['ruleForm', 'tags']} label="定向：标签">
        <Select {...words} />
      </Form.Item>
      <Form.Item name={['ruleForm', 'coverageYears']} label="轮查（年内不重复抽取）">
        <InputNumber {...whole} min={1} max={10} />
      </Form.Item>
      <Form.Item name={['ruleForm', 'visitsPerYear']} label="每户年度检查上限（次）">
        <InputNumber {...whole} />
      </Form.Item>
      <Form.Item name={['ruleForm', 'byMonth']} valuePropName="checked" className="wide">
        <Checkbox>全部抽取时按月分批检查</Checkbox>
      </Form.Item>
    </div>
  </details>
);
