import type { ReactNode } from 'react';

export interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'error' | 'done';
  readonly title: string;
  readonly children?: ReactNode;
}

/** Something to be read: its first words say what it is, its colour says it again. */
export const Notice = ({ tone, title, children }: NoticeProps) => (
  <div className={`notice ${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
    <strong>{title}</strong>
    {children}
  </div>
);
