import { Button, Dropdown, Space } from 'antd';
import { useNavigate } from 'react-router';

const ITEMS = [
  { key: 'xlsx', label: 'Excel（.xlsx，至多 1,048,575 条）' },
  { key: 'csv', label: 'CSV（条数不限）' },
];

/** A register as a file: brought in, taken out. For its keepers alone (api/resources/registers/register-files.ts). */
export const RegisterFiles = ({ register }: { readonly register: string }) => {
  const navigate = useNavigate();
  // Comes as an attachment, so that the page stays. A link in the entry would not hear the keyboard.
  const onClick = ({ key }: { readonly key: string }) =>
    window.location.assign(`/api/registers/${register}/export?format=${key}`);
  return (
    <Space>
      <Dropdown menu={{ items: ITEMS, onClick }} trigger={['click']} autoFocus>
        <Button aria-haspopup="menu">导出</Button>
      </Dropdown>
      <Button onClick={() => void navigate(`/registers/imports/${register}`)}>导入</Button>
    </Space>
  );
};
