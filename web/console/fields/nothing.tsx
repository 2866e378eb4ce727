/** What an empty table says; the library's own grey is too faint to read. */
export const Nothing = ({ text }: { readonly text: string }) => (
  <span style={{ color: '#5c6b7a' }}>{text}</span>
);
