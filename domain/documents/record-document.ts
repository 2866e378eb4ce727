/** The draw record on paper (抽取记录, R266): printed, signed, sealed and filed for later checking. */
import type { Block, PrintedDocument } from './document.ts';
import { type DrawPapers, enlargementText, mayList } from './draw-papers.ts';
import { KEPT_FOR_EVER } from './end-document.ts';
import { eventBlocks } from './events.ts';
import { checkBlock, commitments, hashName, timeProofText } from './integrity.ts';
import { isRehearsalDraw, watermarkOf } from './marks.ts';
import { peopleTable, signingPlaces } from './people.ts';
import { orders, visits } from './results.ts';
import { announcedSources, placeOf, sourceName, valuesTable } from './sources.ts';
import { drawnTable, exclusionsNote } from './strata.ts';
import { cycleOf, numberOf, timeOf } from './wording.ts';

export const PURPOSES = {
  regular: '年度抽查计划定期抽取',
  batch: '分批抽取',
  enlargement: '扩大抽查',
  campaign: '专项抽查',
} as const;

const heading = (text: string): Block => ({ kind: 'heading', text });

const conclusion = ({ record, endReason }: DrawPapers): (readonly [string, string])[] => {
  if (endReason === null) return [];
  const words = record === null ? '没有抽取结果' : '本次抽取无效';
  return [['抽取结论', `${words}：${endReason}。${KEPT_FOR_EVER}`]];
};

const about = (papers: DrawPapers): Block => {
  const { announcement, receipt, record, names } = papers;
  const ran = announcedSources(announcement).filter(
    ({ id }) => record === null || record.sources.some((source) => source.id === id),
  );
  const what = enlargementText(papers);
  return {
    kind: 'form',
    rows: [
      ['实施主体', announcement.bureau],
      ...(names.plan === null ? [] : ([['抽查计划', names.plan]] as const)),
      ['抽查周期', `${cycleOf(papers)}（${PURPOSES[announcement.purpose]}，第${announcement.batch}次）`],
      ...(what === null ? [] : ([['扩大抽查', what]] as const)),
      ['抽取编号', `${announcement.draw_no}　　标识：${announcement.draw_id}`],
      ['公告时间', timeOf(announcement.announced_at)],
      ['公告时间证明', timeProofText(papers)],
      ['抽取时间', receipt === null ? '—' : `${timeOf(receipt.sealed_at)}（结果生成并封存）`],
      ['抽取地点', placeOf(announcement)],
      [
        '抽取方式',
        `${isRehearsalDraw(papers) ? '演练，程序与正式抽取相同，随机数由演练种子产生：' : ''}先公告名单、规则和随机数来源，后产生随机数；以所公告来源的随机数按DR-1规则（${hashName(papers)}）计算抽取号，同层按抽取号由小到大抽取，任何人可重新计算`,
      ],
      ['随机数来源', ran.map(sourceName).join('；')],
      ...conclusion(papers),
    ],
  };
};

const result = (papers: DrawPapers): Block[] => {
  const { record, announcement } = papers;
  if (record === null)
    return [{ kind: 'paragraph', text: `本次抽取没有产生结果：${papers.endReason ?? ''}。` }];
  if (mayList(papers)) return [...orders(papers, record), ...visits(papers, record)];
  const deadline = announcement.reveal_deadline;
  return [
    {
      kind: 'paragraph',
      text: `共抽取检查任务${record.visits.length}项。本次抽取采用一次性密码：为防止检查信息提前泄露，抽中对象名单和检查人员在密码公开前不列示，其内容已由本记录摘要固定，不能更改。${
        deadline === undefined ? '' : `密码公开时限：${timeOf(deadline)}。`
      }`,
    },
  ];
};

const integrity = (papers: DrawPapers): Block[] => {
  const { record, receipt } = papers;
  return [
    {
      kind: 'form',
      rows: [
        ...commitments(papers),
        ...(record === null
          ? []
          : [
              ...(mayList(papers) ? ([['抽取密钥', record.prk]] as const) : []),
              ['抽取记录摘要', record.record_hash] as const,
            ]),
        ...(receipt === null ? [] : ([['公告签名及时间证明摘要', receipt.lock_hash]] as const)),
      ],
    },
    ...(record === null ? [] : [checkBlock(papers, 'record', record.record_hash)]),
  ];
};

/** A paper that names people says that it is not for everyone. */
const COPIES = { filed: '存档件，内部保存', public: '公开件' } as const;

const FOOTER_DIGITS = 16;

/**
 * @throws RangeError (Chinese) before the draw has a result or an end
 */
export const recordDocument = (papers: DrawPapers): PrintedDocument => {
  const { announcement, record, receipt, endReason } = papers;
  if (record === null && endReason === null)
    throw new RangeError(`抽取“${announcement.draw_no}”还没有结果，不能打印抽取记录；可以打印抽取公告。`);
  const digits = record?.record_hash.slice(0, FOOTER_DIGITS);
  return {
    masthead: null,
    title: [announcement.bureau, '“双随机、一公开”抽查随机抽取记录'],
    number: `抽取编号：${numberOf(announcement.draw_no)}　（${COPIES[papers.copy]}）`,
    watermark: watermarkOf(papers, 'record'),
    blocks: [
      heading('一、基本情况'),
      about(papers),
      heading('二、参加人员'),
      peopleTable(papers),
      heading('三、抽取范围和数量'),
      drawnTable(papers),
      exclusionsNote(papers),
      heading('四、随机数'),
      valuesTable(papers),
      heading('五、抽取结果'),
      ...result(papers),
      heading('六、回避、递补及其他事项'),
      ...eventBlocks(papers),
      heading('七、完整性核验'),
      ...integrity(papers),
      heading('八、签字盖章'),
      { kind: 'signing', places: signingPlaces(papers) },
    ],
    footer:
      digits === undefined
        ? `抽取记录 ${announcement.draw_no}`
        : `${announcement.draw_no}　记录摘要 ${digits}…`,
    madeAt: receipt?.sealed_at ?? announcement.announced_at,
    author: announcement.bureau,
  };
};
