import type { CommandIo } from '../io.ts';
import { didYouMean, UsageError } from '../usage-error.ts';

export const DRAW_USAGE = `用法：draw verify 目录 [--json] [--trust 密钥编号]…
                                    核验一次抽取的全部证据，不需要数据库、服务和网络
      draw explain 目录 对象代码 [--salt 盐值]
                                    说明某个对象是否在名单内、抽取号、为何抽中或未抽中；
                                    个人用检查事项办理页面给出的抽取代码，或者本人编号加 --salt
      draw export 抽取编号 目录 [--authority 实施主体] [--database-url 地址 | --rehearsal 年度-种子]
                                    写出一次抽取的全部证据；目录须不存在
      draw time-proof 抽取编号 --rfc3161 文件 [--ca 根证书] | --countersign 文件
                              | --outside-copy 何处 --at 时刻 --sha256 摘要
                                    抽取前为公告加入他人的时间证明
      draw print 抽取编号 --out 文件.pdf|文件.html [--document record|announcement] [--verify-at 核验地址] [--public]
                                    打印抽取记录或抽取公告；--public 为不含人员姓名的公开件；
                                    --bundle 目录 代替抽取编号时由证据打印，其余选项同 export
      draw anchor 目录              将新的抽取回执和终止事项写成下一份锚定文件，供送上级机关留存；选项同 export
      draw verify-anchors 目录 [--bundle 证据目录]… [--known 数量:默克尔根]…
                                    核验锚定文件前后衔接，证据是否就是锚定的那一份；不需要数据库
  核验通过的退出码为 0，不通过为 1
  数据库由 --database-url 或 DATABASE_URL 指定；未指定时为 npm start 的正式库
`;

type Action = (args: string[], io: CommandIo) => Promise<number>;

/** Loaded one by one: verifying touches neither database nor environment. */
const ACTIONS: Readonly<Record<string, () => Promise<Action>>> = {
  verify: async () => (await import('./verify-command.ts')).verifyDirectory,
  explain: async () => (await import('./explain-command.ts')).explainUnit,
  print: async () => (await import('./print-command.ts')).printDrawPaper,
  export: async () => (await import('./export-command.ts')).exportDraw,
  anchor: async () => (await import('./anchor-command.ts')).anchorDraws,
  'verify-anchors': async () => (await import('./verify-anchors-command.ts')).verifyAnchors,
  'time-proof': async () => (await import('../keys/time-proof-command.ts')).addTimeProof,
};

/** `draw`: the evidence of one draw, written, verified, explained. */
export const runDrawCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const [name = '', ...rest] = args;
  const load = ACTIONS[name];
  if (load === undefined)
    throw new UsageError(
      name === '' ? '请指定要做什么。' : `没有“draw ${name}”${didYouMean(name, Object.keys(ACTIONS))}`,
    );
  const action = await load();
  return action(rest, io);
};
