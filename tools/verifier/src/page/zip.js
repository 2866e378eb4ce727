/** A zip, opened by the browser itself: on a phone it is all that people have. */

const ZIP_END = 0x06054b50;
const ZIP_ENTRY = 0x02014b50;
const LONGEST_END = 22 + 0xffff;

const viewOf = async (blob) => new DataView(await blob.arrayBuffer());

export const isZip = async (file) =>
  file.size >= 22 && (await viewOf(file.slice(0, 4))).getUint32(0) === 0x504b0304;

/** The list at the end of a zip. @throws Error where there is none */
const zipEntries = async (file) => {
  const tail = await viewOf(file.slice(Math.max(0, file.size - LONGEST_END)));
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== ZIP_END) end -= 1;
  if (end < 0) throw new Error('no end of the zip');
  const count = tail.getUint16(end + 10, true);
  const from = tail.getUint32(end + 16, true);
  const list = await viewOf(file.slice(from, from + tail.getUint32(end + 12, true)));
  const entries = [];
  for (let at = 0; entries.length < count; ) {
    if (list.getUint32(at, true) !== ZIP_ENTRY) throw new Error('no entry of the zip');
    const nameBytes = list.getUint16(at + 28, true);
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(list.buffer, at + 46, nameBytes)),
      method: list.getUint16(at + 10, true),
      packed: list.getUint32(at + 20, true),
      size: list.getUint32(at + 24, true),
      place: list.getUint32(at + 42, true),
    });
    at += 46 + nameBytes + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
  }
  return entries;
};

const unpacked = async (file, { method, packed, size, place }) => {
  const head = await viewOf(file.slice(place, place + 30));
  const from = place + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const data = file.slice(from, from + packed);
  if (method === 0) return data;
  const plain = await new Response(data.stream().pipeThrough(new DecompressionStream('deflate-raw'))).blob();
  if (plain.size !== size) throw new Error('a file of the zip is cut off');
  return plain;
};

/** Files of a zip by their names; the folder that a packer puts around them is left out. @throws Error */
export const filesOfZip = async (file) => {
  const entries = (await zipEntries(file)).filter(
    ({ name }) => !name.endsWith('/') && !name.startsWith('__MACOSX/'),
  );
  const [{ name: first } = { name: '' }] = entries;
  const folder = first.slice(0, first.indexOf('/') + 1);
  const isInFolder = folder !== '' && entries.every(({ name }) => name.startsWith(folder));
  const named = [];
  for (const entry of entries)
    named.push([isInFolder ? entry.name.slice(folder.length) : entry.name, await unpacked(file, entry)]);
  return named;
};
