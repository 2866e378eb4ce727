/** A day found by counting working days; 暂定 while the notice of holidays is not there. */
export const DayWithMark = ({
  day: { date, provisional },
}: {
  readonly day: { readonly date: string; readonly provisional: boolean };
}) => (
  <>
    {date}
    {provisional && <span className="soon-text">（暂定）</span>}
  </>
);
