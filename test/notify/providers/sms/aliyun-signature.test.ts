import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as sdk from '@alicloud/dysmsapi20170525';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { signAcs3 } from '../../../../notify/providers/sms/aliyun/sign-acs3.ts';

const KEY = { accessKeyId: 'LTAI5tSampleKeyId', accessKeySecret: 'SampleSecret0123456789abcdef' };

interface Caught {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the vendor's SDK sends for a call: it is pointed at a server of ours. */
const caughtFrom = async (call: (client: Sdk) => Promise<unknown>): Promise<Caught> => {
  let caught: Caught | undefined;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    caught = { url: new URL(request.url ?? '', 'http://sdk'), headers: request.headers, body };
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"Code":"OK"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = new $OpenApiUtil.Config({ ...KEY, endpoint, protocol: 'HTTP' });
  await call(new Client(config));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  if (caught === undefined) throw new Error('the SDK sent nothing');
  return caught;
};

/** The package is CommonJS: what it exports as its default hangs one level deeper. */
const Client = sdk.default.default;
type Sdk = InstanceType<typeof Client>;

/** Ours, for the very request that the SDK sent. */
const oursFor = ({ url, headers, body }: Caught): string =>
  signAcs3(
    {
      query: Object.fromEntries(url.searchParams),
      body,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    },
    KEY,
  );

describe('the signature of a call to Aliyun', () => {
  it('is the one that the vendor SDK sends with SendSms', async () => {
    const caught = await caughtFrom((client) =>
      client.sendSms(
        new sdk.SendSmsRequest({
          phoneNumbers: '13800000001,13800000002',
          signName: '平鲁区交通运输局',
          templateCode: 'SMS_15305****',
          templateParam: JSON.stringify({
            unitName: "顺达（运输）有限公司 !'()*~+&=",
            dueOn: '2026年3月31日',
          }),
          outId: '0b54d8a0-4c5e-4f4e-9d6b-000000000001',
        }),
      ),
    );
    expect(caught.headers.authorization).toMatch(/^ACS3-HMAC-SHA256 Credential=/);
    expect(oursFor(caught)).toBe(caught.headers.authorization);
  });

  it('is the one that the vendor SDK sends with SendBatchSms, whose texts are in a form', async () => {
    const caught = await caughtFrom((client) =>
      client.sendBatchSms(
        new sdk.SendBatchSmsRequest({
          phoneNumberJson: '["13800000001","13800000002"]',
          signNameJson: '["平鲁区交通运输局","平鲁区交通运输局"]',
          templateCode: 'SMS_15305****',
          templateParamJson: '[{"unitName":"甲 公司"},{"unitName":"乙公司"}]',
        }),
      ),
    );
    expect(caught.body).toContain('PhoneNumberJson=');
    expect(oursFor(caught)).toBe(caught.headers.authorization);
  });
});
