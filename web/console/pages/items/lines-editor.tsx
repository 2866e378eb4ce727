import { Button, Form, Input, Space } from 'antd';

const needed = (label: string) => [{ required: true, whitespace: true, message: `请填写${label}` }];

/** The lines of a checklist within a form. */
export const LinesEditor = () => (
  <Form.List name="lines">
    {(fields, { add, remove, move }) => (
      <>
        {fields.map(({ key, name }, at) => (
          <fieldset
            key={key}
            style={{ margin: '0 0 12px', padding: '8px 12px', border: '1px solid #e3e8ee' }}
          >
            <legend style={{ fontSize: 14, color: '#5c6b7a' }}>第 {at + 1} 条</legend>
            <Form.Item name={[name, 'part']} label="检查部分" rules={needed('检查部分')}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name={[name, 'text']} label="检查内容" rules={needed('检查内容')}>
              <Input.TextArea rows={1} maxLength={1000} />
            </Form.Item>
            <Form.Item name={[name, 'legalBasis']} label="检查内容依据" rules={needed('检查内容依据')}>
              <Input maxLength={1000} />
            </Form.Item>
            <Space wrap>
              <Button size="small" disabled={at === 0} onClick={() => move(at, at - 1)}>
                上移
              </Button>
              <Button size="small" disabled={at === fields.length - 1} onClick={() => move(at, at + 1)}>
                下移
              </Button>
              <Button size="small" disabled={fields.length === 1} onClick={() => remove(name)}>
                删去这一条
              </Button>
            </Space>
          </fieldset>
        ))}
        <Button onClick={() => add({ part: '' })}>添加一条</Button>
      </>
    )}
  </Form.List>
);
