import http from 'node:http';
import type { OutgoingSms, SmsProvider } from '../../notify/providers/provider.ts';

export interface KannelAccount {
  readonly sendSmsUrl: string;
  readonly user: string;
  readonly password: string;
}

/** Speaks Kannel's own HTTP interface (user guide, chapter 6); for measurements through a gateway that is not ours. */
export const createKannelProvider = ({
  sendSmsUrl,
  user,
  password,
  concurrency,
}: KannelAccount & { readonly concurrency: number }): SmsProvider => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const get = (query: URLSearchParams): Promise<{ readonly status: number; readonly answer: string }> =>
    new Promise((resolve, reject) => {
      const request = http.get(`${sendSmsUrl}?${query}`, { agent }, (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          answer += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, answer }));
        response.on('error', reject);
      });
      request.on('error', reject);
    });
  const sendOne = async ({ messageId, to, text }: OutgoingSms) => {
    const query = { username: user, password, to, text, coding: '2', charset: 'UTF-8' };
    try {
      const { status, answer } = await get(new URLSearchParams(query));
      const code = String(status);
      if (status === 202) return { kind: 'sent', code, answer, reference: messageId } as const;
      return { kind: status >= 500 ? 'temporary' : 'permanent', code, answer } as const;
    } catch (error) {
      return { kind: 'unknown', code: 'lost', answer: error instanceof Error ? error.message : '' } as const;
    }
  };
  return {
    ...{ id: 'kannel', kind: 'kannel', channel: 'sms', batchSize: 1 },
    send: (batch) => Promise.all(batch.map(sendOne)),
    close: async () => agent.destroy(),
  };
};
