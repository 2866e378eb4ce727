import { useEffect, useState } from 'react';
import type { StoredFile } from '../store/types.ts';

const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** A kept picture; a kind that browsers do not draw is named instead. */
export const Photo = ({ file, alt }: { readonly file: StoredFile; readonly alt: string }) => {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!SHOWN.has(file.mediaType)) return;
    const made = URL.createObjectURL(new Blob([file.bytes], { type: file.mediaType }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file.bytes, file.mediaType]);
  return url === undefined ? <p className="no-picture">{file.mediaType}</p> : <img src={url} alt={alt} />;
};
