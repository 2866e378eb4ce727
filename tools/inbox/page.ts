/** The plain page that the local inbox and the local SMS gateway share. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface LocalWeb {
  readonly url: string;
  close(): Promise<void>;
}

/** Scripts are forbidden, whatever a mail may contain. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Listens on the loopback interface unless another host is given; port 0 is any free one. */
export const serveLocally = async (
  port: number,
  answer: (request: IncomingMessage, url: URL) => Promise<WebAnswer>,
  host = '127.0.0.1',
): Promise<LocalWeb> => {
  const server: Server = createServer((request, response) => {
    answer(request, new URL(request.url ?? '/', 'http://localhost')).then(
      ({ status, type, body }) =>
        response
          .writeHead(status, { ...SECURITY_HEADERS, 'content-type': `${type}; charset=utf-8` })
          .end(body),
      () => response.writeHead(500, SECURITY_HEADERS).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const STYLE = `body{font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif;margin:0;color:#1f2329;background:#f5f6f7}
header{background:#1f4e8c;color:#fff;padding:14px 24px}h1{font-size:18px;margin:0}header p{margin:4px 0 0;font-size:13px;opacity:.85}
main{max-width:1100px;margin:16px auto;background:#fff;padding:16px 24px;border-radius:6px}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:8px;border-bottom:1px solid #e5e6eb;vertical-align:top}
th{color:#57606a;font-weight:500}a{color:#1f4e8c}form{margin:0 0 12px}input{padding:6px 8px;border:1px solid #c9cdd4;border-radius:4px;width:260px}
button{padding:6px 14px;border:1px solid #1f4e8c;background:#1f4e8c;color:#fff;border-radius:4px}nav{margin-top:12px;display:flex;gap:16px;font-size:14px}
td.time{white-space:nowrap}.mark{background:#fff4dc;border-bottom:1px solid #ecd39a;color:#6b4500;text-align:center;padding:8px 16px;margin:0;font-size:14px}.mark strong{margin-right:12px;padding:0 10px;border:1px solid #a15c00;border-radius:3px;letter-spacing:4px}iframe{width:100%;height:640px;border:1px solid #e5e6eb}pre{white-space:pre-wrap;background:#f6f8fa;padding:12px}`;

export interface PageHead {
  readonly title: string;
  readonly lead: string;
  /** What came from a rehearsal bears its mark (演练). */
  readonly rehearsal: boolean;
}

const MARK =
  '<p class="mark"><strong>演练</strong>以下均为演练中发出的消息，业务时间是演练年度内的时间，接收时间是程序运行的时间。</p>';

/** `title`, `lead` and `main` are HTML and must be escaped already. */
export const pageOf = ({ title, lead, rehearsal }: PageHead, main: string): WebAnswer => ({
  status: 200,
  type: 'text/html',
  body: `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><header><h1>${title}</h1><p>${lead}</p></header>${rehearsal ? MARK : ''}<main>${main}</main></body></html>`,
});

export const notFound: WebAnswer = { status: 404, type: 'text/plain', body: '没有这个页面' };
