import { Button, Dropdown, Space } from 'antd';
import { useNavigate } from 'react-router';

const FORMATS = { xlsx: 'Excel（.xlsx，至多 1,048,575 条）', csv: 'CSV（条数不限）' } as const;

/** A register as a file: brought in, taken out. */
export const RegisterFiles = ({
  register,
  mayImport,
}: {
  readonly register: string;
  readonly mayImport: boolean;
}) => {
  const navigate = useNavigate();
  const items = Object.entries(FORMATS).map(([format, label]) => ({
    key: format,
    label: (
      <a href={`/api/registers/${register}/export?format=${format}`} download>
        {label}
      </a>
    ),
  }));
  return (
    <Space>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button aria-haspopup="menu">导出</Button>
      </Dropdown>
      {mayImport && <Button onClick={() => void navigate(`/registers/imports/${register}`)}>导入</Button>}
    </Space>
  );
};
