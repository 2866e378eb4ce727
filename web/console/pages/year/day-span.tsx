/** From a day to a day, broken between the two alone. */
export const DaySpan = ({ from, to }: { readonly from: string; readonly to: string }) => (
  <>
    <span className="nowrap">{from}</span> <span className="nowrap">至 {to}</span>
  </>
);
