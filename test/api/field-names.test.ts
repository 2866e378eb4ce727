/** Every field that a request may have is called by a Chinese name wherever something is wrong with it. */
import { FIELD_NAMES, fieldLabel } from '../../api/http/field-names/field-label.ts';
import { startTestApp, type TestApp } from './support/app.ts';

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
}

/** Places of a request as a refusal names them: `findings.0.dueOn`. */
const placesOf = (schema: Schema, at: readonly string[] = []): string[] => [
  ...(at.length === 0 ? [] : [at.join('.')]),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => placesOf(part, [...at, name])),
  ...(schema.items === undefined ? [] : placesOf(schema.items, [...at, '0'])),
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((one) =>
    placesOf(one, at),
  ),
];

/** Sent beside the fields of the interface, by forms with a file. */
const OF_FORMS = ['file'];

let test: TestApp;
let places: ReadonlySet<string>;
beforeAll(async () => {
  test = await startTestApp();
  const { paths } = (await test.app.inject('/api/openapi.json')).json() as {
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  places = new Set(
    operations.flatMap(({ parameters = [], requestBody }) => [
      ...parameters.map(({ name }) => name),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => placesOf(schema)),
    ]),
  );
});
afterAll(() => test.close());

it('has a Chinese name for every field of every request, and no name without a field', () => {
  expect(places.size).toBeGreaterThan(400);
  const unnamed = [...places].filter((place) => !/^[\p{Script=Han}0-9 （）：、]+$/u.test(fieldLabel(place)));
  expect(unnamed).toEqual([]);
  const used = new Set([...places].flatMap((place) => place.split('.')));
  expect([...FIELD_NAMES.keys()].filter((name) => !used.has(name) && !OF_FORMS.includes(name))).toEqual([]);
});

it('says which of several it is, and a setting by the name of its page', () => {
  expect(fieldLabel('findings.0.dueOn')).toBe('发现的问题第 1 项的期限');
  expect(fieldLabel('unit.tags.2')).toBe('标签第 3 项');
  expect(fieldLabel('settings.draw.timeOfDay')).toBe('抽取时刻');
});

it('answers no person with an English name, at a form of his or of a phone', async () => {
  const inspector = await test.as('inspector');
  const answer = await inspector.post('/api/tasks/none/commands/enterResult', {
    ...{ id: 'test-field-names-1', codes: [], answers: [] },
    findings: [{ itemId: 'a', text: '', article: '第一条', measure: 'none', dueOn: '2021-02-30' }],
  });
  const { detail, errors } = answer.json();
  expect(detail).toBe(
    '“检查结果”不能为空；“发现的问题第 1 项的文字内容”不能为空；“发现的问题第 1 项的期限”不是真实存在的日期',
  );
  expect(errors[2]).toMatchObject({ field: 'findings.0.dueOn', label: '发现的问题第 1 项的期限' });
});
