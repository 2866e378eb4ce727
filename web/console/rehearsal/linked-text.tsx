/** An address ends at a blank or at a Chinese sign: 请打开 https://…/u/abc ，2021年… */
const ADDRESS = /(https?:\/\/[^\s，。；、（）“”]+)/;

/** A message's text with its addresses to be pressed, as a mail program shows it; each opens beside the inbox. */
export const LinkedText = ({ text }: { readonly text: string }) =>
  // Split by a group that is caught: every second piece is an address.
  text.split(ADDRESS).map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
      <a key={index} href={piece} target="_blank" rel="noreferrer">
        {piece}
      </a>
    ),
  );
