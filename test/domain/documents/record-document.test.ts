import { documentOf } from '../../../documents/print-draw.ts';
import { announcementDocument } from '../../../domain/documents/announcement-document.ts';
import { type PrintedDocument, textsOf } from '../../../domain/documents/document.ts';
import { publicCopy } from '../../../domain/documents/draw-papers.ts';
import { recordDocument } from '../../../domain/documents/record-document.ts';
import { named, papersOf, VERIFY_AT } from '../../documents/support/papers.ts';
import { addEvent } from '../../support/bundle/signing.ts';

const textOf = (document: PrintedDocument): string => {
  const { regular, bold } = textsOf(document);
  return `${bold}\n${regular}`;
};

const tableWith = (document: PrintedDocument, head: string) => {
  const found = document.blocks.find(
    (block) => block.kind === 'table' && block.columns.some((column) => column.head === head),
  );
  if (found?.kind !== 'table') throw new Error(`no table with ${head}`);
  return found;
};

describe('the draw record on paper', () => {
  const papers = named(papersOf(), (index) => `鑫达运输公司${index}`);
  const record = papers.record;
  if (record === null) throw new Error('the bundle has no record');
  const document = recordDocument(papers);

  it('says when, where, how and by whom was drawn, from which randomness [R266]', () => {
    const text = textOf(document);
    expect(document.number).toBe('抽取编号：〔2023〕第007号　（存档件，内部保存）');
    for (const fact of [
      ...['2023年9月14日09时00分00秒', '2023年9月15日19时05分00秒', '局二楼会议室，全程录像'],
      ...['双随机办公室主任\n郑抽取', '分管副局长\n吴监督', '读数人A', '录入人B\n录入人C'],
      ...[record.sources[0]?.value ?? '-', record.sources[1]?.value ?? '-', 'drand公共随机信标第657413轮'],
      ...[
        '陈见证',
        '已于2023年9月15日20时00分确认',
        record.prk,
        record.record_hash,
        record.announcement_hash,
      ],
    ])
      expect(text).toContain(fact);
  });

  it('sets what was to be drawn beside what was, row by row', () => {
    const { rows } = tableWith(document, '抽取数量');
    expect(rows).toHaveLength(record.strata.length + 1);
    expect(rows[0]).toEqual([
      '第1号·甲类\n道路货物运输经营行为检查',
      ...[String(record.strata[0]?.eligible), '10%', String(record.strata[0]?.quota)],
      ...[String(record.strata[0]?.quota), '随机抽取'],
    ]);
    expect(rows[3]?.[5]).toBe('全部检查');
    expect(rows.at(-1)?.[0]).toBe('合计');
  });

  it('names every drawn unit with its ticket and every team', () => {
    const drawn = tableWith(document, '抽取号（前16位）').rows.filter((row) => row[4] === '抽中');
    const first = record.strata[0];
    expect(drawn.map((row) => row[2])).toEqual(
      first?.order.slice(0, first.quota).map(({ ticket }) => `${ticket.slice(0, 16)}…`),
    );
    const { rows } = tableWith(document, '执法检查人员');
    expect(rows).toHaveLength(record.visits.length);
    expect(rows[0]?.at(-1)).toMatch(/^检查员.（检\d\d）\n检查员.（检\d\d）$/);
    expect(rows[0]?.[1]).toContain('鑫达运输公司');
  });

  it('prints units by their codes where nobody told their names', () => {
    const { rows } = tableWith(recordDocument(papersOf()), '执法检查人员');
    expect(rows[0]?.[1]).toMatch(/^统一社会信用代码\n91140603MA/);
  });

  it('carries the hash and the address in its code, and places to sign and seal', () => {
    const code = document.blocks.find(({ kind }) => kind === 'code');
    expect(code).toMatchObject({
      content: `${VERIFY_AT}#dr-1/record/${record.draw_id}/${record.record_hash}`,
    });
    const signing = document.blocks.find((block) => block.kind === 'signing');
    expect(signing?.places.map(({ label }) => label)).toEqual([
      '抽取人（签字）',
      '监督人（签字）',
      '见证人（签字）',
      '实施主体（盖章）',
    ]);
    expect(signing?.places[0]?.lines.join()).toContain(papers.announcement.signers?.operator);
  });

  it('tells recusals and substitutions with reason, evidence, approver and count', () => {
    const order = record.strata[0]?.order ?? [];
    const quota = record.strata[0]?.quota ?? 0;
    const substitution = addEvent(1, papers.events, {
      at: '2023-10-08T01:00:00.000000Z',
      kind: 'substitution',
      data: {
        ...{ row: 1, stratum: '1/甲类', unit: order[0]?.unit ?? '', unit_status: 'deregistered' },
        ...{ substitute: order[quota + 1]?.unit ?? '', position: quota + 2, count: 1 },
        passed_over: [{ unit: order[quota]?.unit ?? '', position: quota + 1, why: 'not-operating' }],
      },
      reason: '登记机关已注销',
      evidence: '注销公告第12号',
      approver: { role: 'approver', code: '0123456789abcdef' },
    });
    const events = addEvent(1, substitution, {
      at: '2023-10-09T01:00:00.000000Z',
      kind: 'recusal',
      data: {
        unit: record.visits[0]?.unit ?? '',
        slot: 2,
        leaving: '检02',
        substitute: '检03',
        barred: [],
        count: 1,
      },
      reason: '与对象负责人有亲属关系',
      evidence: null,
      approver: { role: 'chief', code: 'fedcba9876543210' },
    });
    const { rows } = tableWith(recordDocument({ ...papers, events }), '内容和理由');
    const nameOf = (place: number): string => `鑫达运输公司${place} ${order[place]?.unit.slice(4)}`;
    expect(rows.at(-2)?.slice(2)).toEqual([
      '递补检查对象',
      [
        ...[
          '计划编号：1',
          '层：第1号·甲类',
          `对象：${nameOf(0)}`,
          '对象状态：已注销',
          `递补：${nameOf(quota + 1)}`,
        ],
        ...[`在本层次序：${quota + 2}`, `越过：${nameOf(quota)}（不在经营）`, '本次抽取累计次数：1'],
        ...['理由：登记机关已注销', '证据：注销公告第12号'],
      ].join('\n'),
      '审批人\n0123456789abcdef',
    ]);
    expect(rows.at(-1)?.[3]).toMatch(/席位：2\n退出人员：检查员.（检02）\n递补：检查员.（检03）/);
    expect(rows.at(-1)?.[4]).toBe('科室负责人\nfedcba9876543210');
    expect(textOf(recordDocument({ ...papers, events }))).toContain('递补1次，回避1次，改派0次');
  });

  it('bears no mark when it is real and signed', () => {
    expect(document.watermark).toBeNull();
  });
});

describe('what may not be mistaken', () => {
  it('names people on the copy for the file alone', () => {
    const filed = named(papersOf(), (index) => `鑫达运输公司${index}`);
    const open = publicCopy(filed);
    for (const name of ['检查员甲', '郑抽取', '吴监督', '陈见证']) {
      expect(textOf(recordDocument(filed))).toContain(name);
      expect(textOf(recordDocument(open))).not.toContain(name);
    }
    expect(textOf(recordDocument(open))).toContain('鑫达运输公司0');
    expect(recordDocument(open).number).toContain('公开件');
    expect(textOf(documentOf(filed, 'announcement'))).not.toContain('郑抽取');
  });

  it('marks a rehearsal, an unsigned paper and a void draw', () => {
    const papers = papersOf();
    expect(recordDocument(papersOf({ randomness: 'rehearsal' })).watermark).toBe('演练');
    expect(announcementDocument(papersOf({ randomness: 'rehearsal' })).watermark).toBe('演练');
    expect(
      recordDocument({ ...papers, receiptSignatures: papers.receiptSignatures.slice(0, 1) }).watermark,
    ).toBe('未签发');
    expect(recordDocument({ ...papers, endReason: '随机数未能取得' }).watermark).toBe('作废');
  });

  it('leaves the list out until the one-time code is public, and shows it then', () => {
    const open = papersOf({ oneTimeCode: true });
    const closed = { ...open, revealed: false };
    const { record } = open;
    if (record === null) throw new Error('the bundle has no record');
    const shown = textOf(recordDocument(closed));
    for (const { unit } of record.visits) expect(shown).not.toContain(unit.slice(unit.indexOf(':') + 1));
    for (const { order } of record.strata)
      for (const { ticket } of order) expect(shown).not.toContain(ticket.slice(0, 12));
    expect(shown).not.toContain(record.prk);
    expect(shown).not.toContain('检01');
    expect(shown).toContain('密码公开前不列示');
    expect(shown).toContain(record.record_hash);
    expect(textOf(recordDocument(open))).toContain(record.prk);
  });

  it('keeps decisions after the draw secret as long as the list is', () => {
    const open = papersOf({ oneTimeCode: true });
    const events = addEvent(1, [], {
      at: '2023-10-08T01:00:00.000000Z',
      kind: 'substitution',
      data: { unit: open.record?.visits[0]?.unit ?? '' },
      reason: '鑫达公司已注销',
      evidence: null,
      approver: { role: 'approver', code: '批准人A' },
    });
    expect(textOf(recordDocument({ ...open, events, revealed: false }))).not.toContain('鑫达');
    expect(textOf(recordDocument({ ...open, events }))).toContain('鑫达');
  });

  it('prints no record of a draw that has no result yet, and one with the reason where it drew nothing', () => {
    const before = { ...papersOf(), record: null, receipt: null, sources: [], receiptSignatures: [] };
    expect(() => recordDocument(before)).toThrow(/还没有结果/);
    expect(textOf(recordDocument({ ...before, endReason: '最迟抽取日期前未取得随机数' }))).toContain(
      '本次抽取没有产生结果：最迟抽取日期前未取得随机数',
    );
  });

  it('never shows the name of a person who is inspected', () => {
    const papers = papersOf();
    const unit = `person:${'ab'.repeat(32)}` as const;
    const visits = papers.record?.visits.map((visit) => ({ ...visit, unit })) ?? [];
    const record = papers.record === null ? null : { ...papers.record, visits };
    const names = { ...papers.names, units: new Map([[unit, '张三']]) };
    expect(textOf(recordDocument({ ...papers, record, names }))).not.toContain('张三');
  });
});

describe('the announcement on paper', () => {
  it('says what will be drawn, from which randomness, and what happens without it', () => {
    const papers = papersOf();
    const text = textOf(announcementDocument(papers));
    for (const fact of [
      '朔州市平鲁区交通运输局公告',
      papers.announcement.roster_hash,
      '等待至9月20日仍未取得的，本次抽取作废',
      '间隔不少于24小时',
      '每个检查组2人',
    ])
      expect(text).toContain(fact);
    expect(text).not.toContain(papers.record?.prk);
  });
});
