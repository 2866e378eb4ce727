import type { UnitRow, UnitStatus } from '../../db/registers/unit-rows.ts';
import { CREDIT_CODE_ALPHABET, makeCreditCode } from '../../domain/credit-code/credit-code.ts';
import { inventEmail, inventNames, inventPhone } from './people.ts';
import { type SeededRandom, seededRandom } from './random.ts';
import { FREIGHT, PASSENGER, REPAIR, ROADWORKS, TRAINING, type Trade } from './sections.ts';

/** 乡镇 of 平鲁区. */
const AREAS = [
  '井坪镇',
  '凤凰城镇',
  '白堂乡',
  '陶村乡',
  '下水头乡',
  '双碾乡',
  '阻虎乡',
  '高石庄乡',
  '西水界乡',
];
const STREETS = ['北环路', '南环路', '迎宾街', '广场东街', '安平路', '新建路', '煤运路', '工业园路'];
const FORTUNE = [...'安昌诚达丰福广恒弘宏华汇吉嘉金康利隆茂鹏启庆荣瑞盛顺泰通旺祥鑫兴义永裕源远正志中'];
const TRADE_WORDS: Readonly<Record<Trade, readonly string[]>> = {
  [PASSENGER]: ['客运有限公司', '旅游客运有限公司', '城乡客运有限公司', '汽车客运站有限公司'],
  [FREIGHT]: ['物流有限公司', '运输有限公司', '煤炭运输有限公司', '货运服务有限公司'],
  [TRAINING]: ['机动车驾驶员培训有限公司', '驾驶员培训学校有限公司'],
  [REPAIR]: ['汽车修理厂', '汽车维修服务部', '汽车服务有限公司', '轮胎维修部'],
  [ROADWORKS]: ['路桥工程有限公司', '公路工程有限公司', '市政路桥建设有限公司'],
};

/** How the units of a trade lie around the cut-offs of the plan's scopes (成立 before January or September). */
interface Mix {
  readonly trade: Trade;
  /** Founded before the year before the plan's. */
  readonly old: number;
  /** In the year before. */
  readonly lastYear: number;
  /** January to August of the plan year: in scope from the third round on. */
  readonly thisYear: number;
  /** October and later: in no scope with a cut-off. */
  readonly late: number;
  /** Old, but not in operation. */
  readonly idle: number;
}

/** Chosen so that the fifteen rows of the 2021 plan give some 200 visits a year. */
const MIXES: readonly Mix[] = [
  { trade: PASSENGER, old: 22, lastYear: 2, thisYear: 2, late: 1, idle: 3 },
  { trade: FREIGHT, old: 280, lastYear: 20, thisYear: 20, late: 5, idle: 30 },
  { trade: TRAINING, old: 18, lastYear: 2, thisYear: 2, late: 0, idle: 2 },
  { trade: REPAIR, old: 160, lastYear: 20, thisYear: 10, late: 5, idle: 20 },
  { trade: ROADWORKS, old: 24, lastYear: 3, thisYear: 1, late: 0, idle: 3 },
];

type Age = Exclude<keyof Mix, 'trade'>;
const AGES: readonly Age[] = ['old', 'lastYear', 'thisYear', 'late', 'idle'];
const IDLE_STATUSES: readonly UnitStatus[] = ['suspended', 'closed', 'moved', 'deregistered'];

const DEFAULT_UNITS = MIXES.reduce((sum, mix) => sum + AGES.reduce((part, age) => part + mix[age], 0), 0);

const foundedOn = (random: SeededRandom, age: Age, year: number): string => {
  const day = (firstMonth: number, lastMonth: number): string => {
    const month = String(random.between(firstMonth, lastMonth)).padStart(2, '0');
    return `${month}-${String(random.between(1, 28)).padStart(2, '0')}`;
  };
  if (age === 'lastYear') return `${year - 1}-${day(1, 12)}`;
  if (age === 'thisYear') return `${year}-${day(1, 8)}`;
  if (age === 'late') return `${year}-${day(10, 12)}`;
  return `${random.between(year - 18, year - 2)}-${day(1, 12)}`;
};

/** A valid code that says what it is: the body number begins with DEM0, which no real organisation code does. */
const demoCode = (number: number): string => {
  let rest = number;
  let digits = '';
  for (let place = 0; place < 5; place += 1) {
    digits = CREDIT_CODE_ALPHABET.charAt(rest % CREDIT_CODE_ALPHABET.length) + digits;
    rest = Math.floor(rest / CREDIT_CODE_ALPHABET.length);
  }
  return makeCreditCode(`91140603DEM0${digits}`);
};

/** Two characters of good fortune, then three once the pairs run out, and a number in a register of millions. */
const nameOf = (number: number, trade: Trade, random: SeededRandom): string => {
  const size = FORTUNE.length;
  const first = FORTUNE[number % size] ?? '';
  const second = FORTUNE[(number * 7 + Math.floor(number / size)) % size] ?? '';
  const third = number < size * size ? '' : `${FORTUNE[Math.floor(number / (size * size)) % size]}${number}`;
  return `平鲁区${first}${second}${third}${random.pick(TRADE_WORDS[trade])}`;
};

export interface SyntheticUnitOptions {
  /** About so many units in all, in the same proportions. @default the size that suits the 2021 plan */
  readonly units?: number;
  /** The plan year whose cut-offs the founding dates lie around. @default 2021 */
  readonly year?: number;
}

export const DEFAULT_YEAR = 2021;

/**
 * Invented units (检查对象) with valid credit codes, one after the other, so that a register of a million takes no
 * memory. Their numbers by trade, age and state are the same for every seed; names, places and days are not.
 */
export function* syntheticUnits(
  seed: string,
  { units = DEFAULT_UNITS, year = DEFAULT_YEAR }: SyntheticUnitOptions = {},
): Generator<UnitRow, void, undefined> {
  const random = seededRandom(seed, 'units');
  const people = inventNames(random, 400);
  const scaled = (count: number): number => Math.round((count * units) / DEFAULT_UNITS);
  const offset = random.below(FORTUNE.length ** 2);
  let number = 0;
  for (const mix of MIXES) {
    for (const age of AGES) {
      for (let n = scaled(mix[age]); n > 0; n -= 1) {
        number += 1;
        const id = `u${String(number).padStart(5, '0')}`;
        const area = random.below(2) === 0 ? '井坪镇' : random.pick(AREAS);
        const person = random.pick(people);
        yield {
          id,
          kind: 'org',
          code: demoCode(number),
          name: nameOf(
            units > DEFAULT_UNITS ? number : (number + offset) % FORTUNE.length ** 2,
            mix.trade,
            random,
          ),
          category: mix.trade,
          area,
          status: age === 'idle' ? random.pick(IDLE_STATUSES) : 'operating',
          foundedOn: foundedOn(random, age, year),
          address: `朔州市平鲁区${area}${random.pick(STREETS)}${random.between(1, 199)}号`,
          legalRepresentative: person,
          contactName: random.below(3) === 0 ? person : random.pick(people),
          contactEmail: inventEmail(id, 'unit'),
          contactPhone: inventPhone(1_000_000 + number),
          weight: 1,
          riskClass: random.pick(['A', 'A', 'B', 'B', 'B', 'C', 'D']),
        };
      }
    }
  }
}
