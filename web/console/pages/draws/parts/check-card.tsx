import { Card, Flex, Typography } from 'antd';
import { drawPath, type Room } from '../use-draw.ts';

const PAPERS = { announcement: '抽取公告', record: '抽取记录' } as const;

const Paper = ({ room, paper }: { readonly room: Room; readonly paper: keyof typeof PAPERS }) => {
  const at = (format: 'pdf' | 'html', copy: 'filed' | 'public') =>
    `${drawPath(room.id)}/${paper}.${format}?copy=${copy}`;
  return (
    <li>
      {PAPERS[paper]}：存档件{' '}
      <a style={UNDERLINED} href={at('pdf', 'filed')}>
        PDF
      </a>
      、
      <a style={UNDERLINED} href={at('html', 'filed')}>
        网页
      </a>
      ；公开件（不含人员姓名）
      <a style={UNDERLINED} href={at('pdf', 'public')}>
        PDF
      </a>
      、
      <a style={UNDERLINED} href={at('html', 'public')}>
        网页
      </a>
    </li>
  );
};

/** Links in the middle of a sentence: known by more than their colour. */
const UNDERLINED = { textDecoration: 'underline' } as const;

/** Papers, the evidence as one file, and how anyone checks it. */
export const CheckCard = ({ room }: { readonly room: Room }) => {
  if (room.announcementHash === null && room.endReason === null) return null;
  const isOver = room.phase === 'published' || room.phase === 'ended';
  // The same origin as this page: the public address may be another.
  const page = room.publicPage === null ? null : new URL(room.publicPage).pathname;
  return (
    <Card title="文件与核验">
      <Flex vertical gap={8}>
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {room.announcementHash !== null && <Paper room={room} paper="announcement" />}
          {(room.recordHash !== null || room.endReason !== null) && <Paper room={room} paper="record" />}
          {page !== null && (
            <li>
              公开页面：
              <a style={UNDERLINED} href={page}>
                {room.publicPage}
              </a>
            </li>
          )}
        </ul>
        {isOver && !room.secret && page !== null && (
          <Typography.Paragraph style={{ margin: 0 }}>
            自行核验：下载
            <a style={UNDERLINED} href={`${page}/evidence.zip`}>
              本次抽取的证据
            </a>
            ，在
            <a style={UNDERLINED} href="/public/verify.html" target="_blank" rel="noreferrer">
              核验页
            </a>
            打开。核验在本机进行，不上传任何内容，断网也可以；页面重新计算每一个号码、每一个抽中对象和每一个检查组。
          </Typography.Paragraph>
        )}
        {room.secret && <Typography.Text type="secondary">名单保密期间不提供证据下载。</Typography.Text>}
      </Flex>
    </Card>
  );
};
