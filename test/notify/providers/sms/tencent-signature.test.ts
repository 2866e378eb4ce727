import { Agent, createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sms } from 'tencentcloud-sdk-nodejs-sms';
import { signTc3 } from '../../../../notify/providers/sms/tencent/sign-tc3.ts';

const KEY = { secretId: 'AKIDSampleSecretId', secretKey: 'SampleSecretKey0123456789' };

const HOST = 'sms.tencentcloudapi.com';
const ownAgent = () =>
  new Agent({
    lookup: (_host, { all }, done) =>
      all === true ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
  });

describe('the signature of a call to Tencent', () => {
  it('is the one that the vendor SDK sends for the same request', async () => {
    let caught: { headers: IncomingHttpHeaders; body: string } | undefined;
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      caught = { headers: request.headers, body };
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"Response":{"RequestId":"R"}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = new sms.v20210111.Client({
      credential: KEY,
      region: 'ap-guangzhou',
      // The SDK takes the service's name from the host, so the host is the real one and its address ours.
      profile: { httpProfile: { endpoint: `${HOST}:${port}`, protocol: 'http:', agent: ownAgent() } },
    });
    await client.SendSms({
      PhoneNumberSet: ['+8613800000001', '+8613800000002'],
      SmsSdkAppId: '1400006666',
      TemplateId: '1110',
      SignName: '平鲁区交通运输局',
      TemplateParamSet: ['顺达（运输）有限公司', '3月31日'],
      SessionContext: '0b54d8a0-4c5e-4f4e-9d6b-000000000001',
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const { headers, body } = caught ?? { headers: {}, body: '' };
    expect(headers.authorization).toMatch(/^TC3-HMAC-SHA256 Credential=/);
    const ours = signTc3(
      {
        hostname: HOST,
        contentType: String(headers['content-type']),
        body,
        timestamp: Number(headers['x-tc-timestamp']),
      },
      KEY,
    );
    expect(ours).toBe(headers.authorization);
  });
});
