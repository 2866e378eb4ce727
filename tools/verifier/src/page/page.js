/** What the page shows. All texts enter as text, never as markup: a bundle comes from strangers. */
/* global DR1 */
import { filesOfZip, isZip } from './zip.js';

const catalogue = JSON.parse(document.getElementById('catalogue').textContent);
const byId = (id) => document.getElementById(id);

/** An element with attributes and children; a child that is a text stays one. */
const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  for (const child of children.flat()) if (child !== null && child !== undefined) element.append(child);
  return element;
};

const show = (id, ...children) => {
  byId(id).hidden = false;
  byId(id).replaceChildren(...children.flat().filter((child) => child !== null));
};

const english = (text) => make('span', { class: 'en' }, text);
const heading = (zh, en) => make('h2', null, zh, ' ', english(en));
const hex = (text) => make('span', { class: 'hex' }, text);

/** 32 digits in groups of four, as people read them aloud. */
const grouped = (digits) => hex(digits.replace(/(.{4})(?=.)/g, '$1 '));

const number = (value) => value.toLocaleString('zh-CN');

/** Beijing time (UTC+8, no summer time). */
const beijing = (instant) => {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) return instant;
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]{8})/.exec(
    new Date(milliseconds + 8 * 3_600_000).toISOString(),
  );
  return `${year}年${Number(month)}月${Number(day)}日 ${time}（北京时间）`;
};

const facts = (...rows) =>
  make(
    'dl',
    null,
    rows
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .flatMap(([name, value]) => [make('dt', null, name), make('dd', null, value)]),
  );

// --- the verdict ---------------------------------------------------------------------------------------------------
const verdictOf = (result) => {
  if (!result.ok)
    return {
      tone: 'bad',
      zh: '核验未通过',
      en: 'NOT VERIFIED',
      zhMore: '证据不能自圆其说。下面是第一处不对的地方；请保留文件，向公布单位或者其上级机关反映。',
    };
  if (result.remarks.includes('outcome'))
    return {
      tone: 'warn',
      zh: result.remarks.includes('rehearsal') ? '演练：本编号没有抽取结果' : '本编号没有抽取结果',
      en: `${result.remarks.includes('rehearsal') ? 'REHEARSAL; ' : ''}NO RESULT UNDER THIS NUMBER`,
      zhMore: '证据相互一致。抽取已经作废或者没有进行，原因见下面的说明；编号永久保留，不再用于其他抽取。',
    };
  if (result.remarks.includes('rehearsal'))
    return {
      tone: 'warn',
      zh: '演练数据：可以重算，不证明公平',
      en: 'RECOMPUTES; REHEARSAL, FAIRNESS NOT PROVEN',
      zhMore: '随机数不是公开产生的，不能作为正式抽取。',
    };
  if (result.remarks.includes('time-proof'))
    return {
      tone: 'warn',
      zh: '可以重算，但发布时间未获证明',
      en: 'RECOMPUTES; TIME OF PUBLISHING NOT PROVEN',
      zhMore: '结果与公告、名单和随机数相符；但没有他人证明公告发布在随机数产生之前，不能称为可公开核验。',
    };
  return {
    tone: 'good',
    zh: '核验通过',
    en: 'VERIFIED',
    zhMore: '抽取结果完全由事先公告的规则、名单和公开的随机数算出，没有被改动。',
  };
};

const showVerdict = ({ result, seconds }) => {
  const { tone, zh, en, zhMore } = verdictOf(result);
  const first = result.first_wrong;
  byId('verdict').className = `verdict ${tone}`;
  show(
    'verdict',
    make('h2', null, zh),
    make('p', { class: 'en' }, en),
    make('p', null, zhMore),
    first === null ? null : make('p', { class: 'said' }, first.message),
    first === null ? null : make('p', { class: 'en' }, first.message_en),
    result.ok && result.remarks.includes('keys')
      ? make(
          'p',
          null,
          make('strong', null, '还差一步：'),
          '把下面的公告摘要和密钥编号与公告栏核对。证据包不能证明是谁公布了它。',
        )
      : null,
    make('p', { class: 'note' }, `核验了 ${result.checked.length} 项，用时 ${seconds.toFixed(1)} 秒。`),
  );
};

// --- what was drawn ------------------------------------------------------------------------------------------------
const SOURCE_WORDS = { dice: '现场掷骰子', drand: '公共随机信标 drand quicknet', rehearsal: '演练随机源' };

const sourceWords = ({ kind, when, round }) =>
  `${SOURCE_WORDS[kind]}${round === undefined ? '' : ` 第 ${round} 轮`}，${beijing(when)}`;

const chanceOf = ({ probability, quota, eligible, after }) => {
  if (probability.kind === 'certainty') return '全部检查';
  const percent = eligible === 0 ? 0 : (100 * quota) / eligible;
  const words = `${percent.toFixed(percent < 10 ? 2 : 1)}%`;
  if (probability.kind === 'by-weight') return `平均 ${words}，按权重`;
  return after.length > 0 ? `至少 ${words}` : words;
};

const strataTable = (strata) =>
  make(
    'table',
    null,
    make(
      'thead',
      null,
      make(
        'tr',
        null,
        make('th', null, '分层'),
        make('th', { class: 'number' }, '对象'),
        make('th', { class: 'number' }, '抽取'),
        make('th', null, '　机会'),
        make('th', { class: 'wide' }, '入选线'),
      ),
    ),
    make(
      'tbody',
      null,
      strata.map((stratum) =>
        make(
          'tr',
          null,
          make('td', null, stratum.id),
          make('td', { class: 'number' }, number(stratum.eligible)),
          make('td', { class: 'number' }, number(stratum.quota)),
          make('td', null, `　${chanceOf(stratum)}`),
          make(
            'td',
            { class: 'wide' },
            stratum.cut_off === null ? '—' : hex(`${stratum.cut_off.slice(0, 12)}…`),
          ),
        ),
      ),
    ),
  );

const showFacts = ({ facts: found, result }) => {
  if (found === null) {
    byId('facts').hidden = true;
    return;
  }
  show(
    'facts',
    heading('这次抽取', 'This draw'),
    result.ok ? null : make('p', { class: 'note' }, '以下是文件自己所说，没有通过核验。'),
    facts(
      ['单位', found.bureau],
      ['抽取编号', `${found.draw_no}（${found.cycle}）`],
      ['终止', found.end === undefined ? null : `${beijing(found.end.ended_at)}，${found.end.reason}`],
      ['公告时间', found.announced_at === undefined ? '没有公告' : beijing(found.announced_at)],
      ['随机数', (found.sources ?? []).map((source) => make('div', null, sourceWords(source)))],
      ['封存时间', found.sealed_at === undefined ? null : beijing(found.sealed_at)],
      ['名单对象', found.units === null || found.units === undefined ? null : `${number(found.units)} 个`],
      [
        '检查任务',
        found.visits === undefined
          ? null
          : `${number(found.visits)} 个${found.teams > 0 ? `，每人至多 ${number(found.load)} 次` : ''}`,
      ],
      ['算法', found.alg === undefined ? null : found.alg === 'hkdf-sm3-min-v1' ? 'SM3（国密）' : 'SHA-256'],
    ),
    found.strata === undefined ? null : strataTable(found.strata),
  );
};

// --- one unit ------------------------------------------------------------------------------------------------------
const CERTAIN = '该层全部对象都要检查。';
const FATES = {
  drawn: ({ place, mode }) => [
    '抽中',
    `${mode === 'certainty' ? CERTAIN : '抽取号不大于入选线。'}在该层排第 ${place} 位。`,
  ],
  reserve: ({ place }) => [
    '未抽中，列为递补',
    `抽取号大于入选线；递补次序第 ${place} 位，只有前面的对象关停、迁出时才会递补。`,
  ],
  'drawn-before': ({ before }) => [
    '本层不再抽',
    `已由同一计划行先抽的“${before.join('”“')}”层抽中，同一行不抽两次。`,
  ],
  'above-cut-off': () => ['未抽中', '抽取号大于入选线。'],
  'none-drawn': () => ['未抽中', '该层没有抽取任何对象。'],
};

const entryCard = (entry) => {
  const [title, why] = FATES[entry.fate](entry);
  return make(
    'div',
    { class: `fate ${entry.fate}` },
    make('h3', null, `第 ${entry.row} 行“${entry.stratum}”层：${title}`),
    make('p', { class: 'why' }, `${why}该层 ${number(entry.eligible)} 个对象抽 ${number(entry.quota)} 个。`),
    facts(
      ['对象', entry.unit],
      ['名单位置', `第 ${number(entry.line)} 行${entry.weight > 1 ? `，权重 ${entry.weight}` : ''}`],
      ['抽取号', hex(entry.ticket)],
      ['入选线', entry.cut_off === null ? '—' : hex(entry.cut_off)],
    ),
  );
};

const excludedCard = ({ unit, row, reason }) =>
  make(
    'div',
    { class: 'fate excluded' },
    make('h3', null, `第 ${row} 行：不列入抽取名单`),
    make('p', { class: 'why' }, `${unit} 在公告前被排除，公开的理由：${reason}。`),
  );

const showAnswer = ({ found }) => {
  if (!found.ready) {
    const { refused = { zh: '本编号没有抽取结果，没有任何单位被抽中。', en: '' } } = found;
    show('answer', make('p', { class: 'note' }, refused.zh, english(refused.en)));
    return;
  }
  const { entries, excluded, visit, team, asked, name } = found;
  if (name !== null) {
    const why = make('p', { class: 'why' }, name.zh, ' ', english(name.en));
    show('answer', make('div', { class: 'fate' }, make('h3', null, '请输入代码'), why));
    return;
  }
  const cards = [...entries.map(entryCard), ...excluded.map(excludedCard)];
  if (cards.length === 0)
    cards.push(
      make(
        'div',
        { class: 'fate' },
        make('h3', null, '不在抽取名单内'),
        make('p', { class: 'why' }, `“${asked}”既不在抽取名单，也不在排除名单。请核对代码是否完整。`),
      ),
    );
  if (visit !== undefined) {
    const people = team === undefined ? '' : `，检查人员 ${team.inspectors.join('、')}（公示代号）`;
    cards.push(
      make(
        'p',
        { class: 'note' },
        `检查任务第 ${visit.position} 号${visit.batch === undefined ? '' : `，第 ${visit.batch} 批`}${people}。`,
      ),
    );
  }
  show('answer', cards);
};

// --- remarks, keys, checks -----------------------------------------------------------------------------------------
const showRemarks = ({ remarks }) => {
  if (remarks.length === 0) {
    byId('remarks').hidden = true;
    return;
  }
  const item = ({ zh, en }) => make('li', null, zh, english(en));
  show(
    'remarks',
    heading('仅凭证据包不能证明的', 'What a bundle cannot prove by itself'),
    make('ul', null, remarks.map(item)),
  );
};

const ROLE_WORDS = { operator: '抽取人', supervisor: '监督人', superior: '上级机关' };

const showKeys = (found) => {
  if (found === null || found.announcement_hash === undefined) {
    byId('keys').hidden = true;
    return;
  }
  const rows = found.keys.map(({ role, key_id: keyId, holder }) => [
    `${ROLE_WORDS[role]}（${holder}）`,
    grouped(keyId),
  ]);
  show(
    'keys',
    heading('请与公告栏核对', 'Compare with what is posted'),
    facts(
      ['公告摘要', hex(found.announcement_hash)],
      ['记录摘要', found.record_hash === undefined ? null : hex(found.record_hash)],
      ...rows,
      ['核验程序', found.verifier_sha256 === 'none' ? '公告未指定' : hex(found.verifier_sha256)],
    ),
    make(
      'p',
      { class: 'note' },
      '密钥编号、公告摘要应与局公告栏或者上级机关公布的一致。核对本页文件：在命令提示符中执行 certutil -hashfile verify.html SHA256，与“核验程序”比较。',
    ),
  );
};

/** Mark and words of a check: where a remark takes its place, the check itself would promise too much. */
const lineOf = ({ code, zh, en, remark_instead: instead }, { result, remarks }) => {
  const remark = remarks.find((each) => each.code === code);
  const first = result.first_wrong;
  if (first !== null && first.code === code) return { state: 'broken', mark: '✗', zh, en };
  if (!result.checked.includes(code)) return { state: 'open', mark: '—', zh, en: `${en} (not reached)` };
  if (instead === true && remark !== undefined)
    return { state: 'limited', mark: '!', zh: remark.zh, en: remark.en };
  return { state: 'held', mark: '✓', zh, en };
};

const showChecks = (data) => {
  const isMade = ({ needs }) => needs === undefined || data.names.includes(needs);
  const items = catalogue.checks.filter(isMade).map((check) => {
    const { state, mark, zh, en } = lineOf(check, data);
    const words = make('div', null, make('span', { class: 'zh' }, zh), english(en));
    return make('li', { class: state }, make('span', { class: 'mark' }, mark), words);
  });
  show('checks', heading('核验了什么', 'What was checked'), make('ul', null, items));
};

// --- the verifier, in a worker where the browser allows one --------------------------------------------------------
const onMessage = ({ data }) => {
  if (data.kind === 'progress') {
    const check = catalogue.checks.find(({ code }) => code === data.code);
    byId('bar').style.width = `${Math.round(100 * data.fraction)}%`;
    byId('step').textContent = `正在核验：${check.zh} … ${Math.round(100 * data.fraction)}%`;
  } else if (data.kind === 'found') showAnswer(data);
  else if (data.kind === 'failed') {
    byId('working').hidden = true;
    byId('verdict').className = 'verdict bad';
    show(
      'verdict',
      make('h2', null, '核验未能完成'),
      make('p', null, '文件损坏，或者超出本机内存。'),
      make('p', { class: 'en' }, data.message),
    );
  } else {
    byId('working').hidden = true;
    byId('drop').classList.add('small');
    showVerdict(data);
    showFacts(data);
    showRemarks(data);
    showKeys(data.facts);
    showChecks(data);
    byId('unit').hidden = data.facts === null;
    byId('answer').replaceChildren();
    document.documentElement.dataset.result = JSON.stringify({ ...data.result, seconds: data.seconds });
  }
};

const inThisPage = () => {
  const { port1, port2 } = new MessageChannel();
  DR1.serveVerifier(port1, catalogue);
  port2.onmessage = onMessage;
  return port2;
};

const openWorker = () => {
  const code = `${byId('core').textContent}\nDR1.serveVerifier(self, ${JSON.stringify(catalogue)});`;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  worker.onmessage = onMessage;
  // A browser that forbids workers from files says so here, before anything was answered.
  worker.onerror = () => {
    engine = inThisPage();
    if (waiting !== null) engine.postMessage(waiting);
  };
  return worker;
};

let waiting = null;
let engine = null;
const send = (message) => {
  if (engine === null) {
    try {
      engine = openWorker();
    } catch {
      engine = inThisPage();
    }
  }
  waiting = message;
  engine.postMessage(message);
};

// --- files, dropped or chosen --------------------------------------------------------------------------------------
/** Says what to choose instead: nothing is known of the evidence, so nothing is said of it. */
const askForFiles = (...lines) => {
  byId('working').hidden = true;
  byId('how').hidden = false;
  byId('verdict').className = 'verdict warn';
  show(
    'verdict',
    make('h2', null, '还没有核验'),
    lines.map((line) => make('p', null, line)),
  );
};

const CHOOSE = '请选择从公布抽取结果的网页下载的证据压缩文件（evidence-….zip），或者解压后的全部文件。';
const UNPACK = '请先解压：在手机或者电脑的文件管理器里点开压缩文件，选择“解压”，再选择解压出来的全部文件。';

/** The files in a chosen zip; what was chosen, where it is none. */
const opened = async (named) => {
  const [[, only]] = named;
  if (named.length > 1 || !(await isZip(only))) return named;
  return typeof DecompressionStream === 'undefined' ? null : filesOfZip(only);
};

const begin = () => {
  for (const id of ['how', 'verdict', 'facts', 'remarks', 'keys', 'checks', 'unit']) byId(id).hidden = true;
  byId('working').hidden = false;
  byId('bar').style.width = '0';
  byId('step').textContent = '正在打开文件…';
};

/** Names inside the bundle: a folder's own name is left out. */
const verifyFiles = async (chosen) => {
  if (chosen.length === 0) return;
  begin();
  let named;
  try {
    named = await opened(chosen);
  } catch {
    askForFiles(
      '压缩文件打不开，可能没有下载完整，或者不是 zip 格式。请重新下载，或者先解压再选择。',
      CHOOSE,
    );
    return;
  }
  if (named === null) {
    askForFiles('这个浏览器不能直接打开压缩文件。', UNPACK);
    return;
  }
  if (!named.some(([name]) => name.endsWith('.json'))) {
    askForFiles('选择的不是抽取证据。', CHOOSE);
    return;
  }
  const trusted = byId('trusted')
    .value.toLowerCase()
    .split(/[^0-9a-f]+/)
    .filter((id) => id !== '');
  send({ kind: 'verify', files: named, trusted });
};

const fromChooser = ({ target }) => {
  const named = [...target.files].map((file) => {
    const path = file.webkitRelativePath || file.name;
    return [path.includes('/') ? path.slice(path.indexOf('/') + 1) : path, file];
  });
  target.value = '';
  void verifyFiles(named);
};

const readAll = (reader) =>
  new Promise((resolve, reject) => {
    const entries = [];
    // A directory is given in parts; an empty part is the end.
    const next = () =>
      reader.readEntries(
        (some) => (some.length === 0 ? resolve(entries) : next(entries.push(...some))),
        reject,
      );
    next();
  });

const filesOf = async (entry, prefix) => {
  if (entry.isFile)
    return [[prefix + entry.name, await new Promise((resolve, reject) => entry.file(resolve, reject))]];
  const inside = await readAll(entry.createReader());
  return (await Promise.all(inside.map((each) => filesOf(each, `${prefix}${entry.name}/`)))).flat();
};

const fromDrop = async ({ dataTransfer }) => {
  const entries = [...dataTransfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  const named = (await Promise.all(entries.map((entry) => filesOf(entry, '')))).flat();
  const isFolder = entries.length === 1 && entries[0].isDirectory;
  await verifyFiles(
    isFolder ? named.map(([path, file]) => [path.slice(path.indexOf('/') + 1), file]) : named,
  );
};

byId('folder').addEventListener('change', fromChooser);
byId('files').addEventListener('change', fromChooser);
byId('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  if (byId('code').value.trim() !== '') send({ kind: 'look-up', asked: byId('code').value });
});
for (const name of ['dragenter', 'dragover'])
  document.addEventListener(name, (event) => {
    event.preventDefault();
    byId('drop').classList.add('over');
  });
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) byId('drop').classList.remove('over');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  byId('drop').classList.remove('over');
  void fromDrop(event);
});
