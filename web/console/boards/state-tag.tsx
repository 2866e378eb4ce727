import './board.css';

/** How a state is drawn: at work, done, waiting for someone, late, or of no more interest. Its word says it too. */
export type Tone = 'work' | 'done' | 'care' | 'late' | 'none';

export const StateTag = ({ tone, children }: { readonly tone: Tone; readonly children: string }) => (
  <span className={`state-tag ${tone}`}>{children}</span>
);
