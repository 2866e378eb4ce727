import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { startKannel } from '../../../tools/peers/kannel.ts';
import { startPostfix } from '../../../tools/peers/postfix.ts';
import { startSmppCentre } from '../../../tools/peers/smpp-centre.ts';
import { startSmtpSink } from '../../../tools/peers/smtp-sink.ts';
import { startTcpFaultProxy } from '../../../tools/peers/tcp-fault-proxy.ts';
import { describeWith } from '../../support/peers.ts';

const TEXT = '【平鲁区交通运输局】请于4月30日前完成检查。';

const mailTo = async (url: string, to: string, id: string): Promise<string> => {
  const transport = createTransport({ url, connectionTimeout: 3_000, socketTimeout: 3_000 } as never);
  try {
    const mail = {
      from: 'a@example.gov.cn',
      to,
      subject: 'x',
      text: 'x',
      messageId: `<${id}@example.gov.cn>`,
    };
    return (await transport.sendMail(mail)).response;
  } finally {
    transport.close();
  }
};

const untilTrue = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await sleep(50);
  expect(isSo()).toBe(true);
};

const leftovers = (): string[] =>
  readdirSync(tmpdir()).filter((name) => /^inspection-(sink|kannel|postfix)-/.test(name));

describeWith(['smtp-sink'], 'smtp-sink', () => {
  it('tells which mails it took, and refuses what it is told to', async () => {
    const before = leftovers();
    const sink = await startSmtpSink({ keep: true });
    const refusing = await startSmtpSink({ args: ['-f', 'RCPT'] });
    await mailTo(sink.url, 'b@example.cn', 'one');
    await mailTo(sink.url, 'b@example.cn', 'one');
    await expect(mailTo(refusing.url, 'b@example.cn', 'two')).rejects.toMatchObject({ responseCode: 500 });
    await untilTrue(() => sink.received() === 2);
    expect(sink.messageIds()).toEqual(['one', 'one']);
    await Promise.all([sink.stop(), refusing.stop()]);
    expect(leftovers()).toEqual(before);
  });

  it('is cut off, delayed and silenced by the fault proxy in front of it', async () => {
    const sink = await startSmtpSink();
    const proxy = await startTcpFaultProxy(sink.port, { latencyMs: 40 });
    const url = `smtp://127.0.0.1:${proxy.port}`;
    const startedAt = performance.now();
    await mailTo(url, 'b@example.cn', 'slow');
    expect(performance.now() - startedAt).toBeGreaterThan(250);
    for (const faults of [
      { cutAfterMs: 5, latencyMs: 10 },
      { isRefusing: true },
      { cutAfterClientBytes: 40 },
    ]) {
      proxy.fault(faults);
      await expect(mailTo(url, 'b@example.cn', 'cut')).rejects.toThrow();
    }
    proxy.fault({ isDeafToServer: true });
    await expect(mailTo(url, 'b@example.cn', 'deaf')).rejects.toThrow(/timeout|greeting/i);
    expect(sink.received()).toBe(1);
    await proxy.stop();
    await expect(
      new Promise((resolve, reject) =>
        connect(proxy.port, '127.0.0.1', () => resolve('up')).once('error', reject),
      ),
    ).rejects.toThrow(/ECONNREFUSED/);
    await sink.stop();
  });
});

describeWith(['postfix', 'smtp-sink'], 'Postfix', () => {
  it('carries a mail to where its domain is routed, refuses another at once, and leaves nothing behind', async () => {
    const before = leftovers();
    const sink = await startSmtpSink({ keep: true });
    const postfix = await startPostfix({
      domains: { 'gone.example.cn': 'error:5.1.1 no such user' },
      otherwise: `smtp:[127.0.0.1]:${sink.port}`,
    });
    expect(await mailTo(postfix.url, 'b@example.cn', 'relayed')).toMatch(/^250/);
    await expect(mailTo(postfix.url, 'b@gone.example.cn', 'x')).rejects.toMatchObject({ responseCode: 550 });
    await untilTrue(() => sink.messageIds().includes('relayed'));
    await Promise.all([postfix.stop(), sink.stop()]);
    expect(leftovers()).toEqual(before);
  });
});

describeWith(['kannel', 'smpp-centre'], 'Kannel', () => {
  const sendTo = async ({ sendSmsUrl, user, password }: Awaited<ReturnType<typeof startKannel>>) => {
    const query = { username: user, password, to: '13900000001', coding: '2', charset: 'UTF-8', text: TEXT };
    const answer = await fetch(`${sendSmsUrl}?${new URLSearchParams(query)}`);
    expect(await answer.text()).toBe('0: Accepted for delivery');
  };

  it('passes an SMS on to its fakesmsc', async () => {
    const kannel = await startKannel();
    await sendTo(kannel);
    await untilTrue(() => kannel.received().length === 1);
    expect(kannel.received()[0]).toContain('13900000001 ucs-2');
    await kannel.stop();
  });

  it('passes an SMS on to an SMPP centre, whose receipt it counts', async () => {
    const centre = await startSmppCentre({ user: 'esme', password: 'secret', receipt: 'DELIVRD' });
    const kannel = await startKannel({ centre: { smppPort: centre.port, user: 'esme', password: 'secret' } });
    await sendTo(kannel);
    await untilTrue(() => centre.submitted().length === 1);
    const [{ hex = '', to = '', coding = 0 } = {}] = centre.submitted();
    expect([to, coding]).toEqual(['13900000001', 8]);
    expect(new TextDecoder('utf-16be').decode(Buffer.from(hex, 'hex'))).toBe(TEXT);
    await Promise.all([kannel.stop(), centre.stop()]);
  });
});
